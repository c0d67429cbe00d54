import "server-only";
import { config } from "#lib/config.ts";
import { providerConfigured } from "#lib/env.ts";

/** The operator's OpenID provider. */
export type ProviderSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people call it. */
  name: string;
  /** Whose e-mails may come in; null for all. */
  domains: readonly string[] | null;
  /** Whether the operator vouches for every e-mail that it tells. */
  trustsEmail: boolean;
};

const KNOWN_NAMES: Readonly<Record<string, string>> = {
  "accounts.google.com": "Google",
  "login.microsoftonline.com": "Microsoft",
};

/** The provider that people can sign in with, or null where there is none. */
export function providerSettings(): ProviderSettings | null {
  const env = config();
  if (!providerConfigured(env)) return null;
  const host = new URL(env.OIDC_ISSUER).host;
  return {
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET,
    name: env.OIDC_NAME ?? KNOWN_NAMES[host] ?? host,
    domains: env.OIDC_ALLOWED_DOMAINS ?? null,
    trustsEmail: env.OIDC_TRUST_EMAIL,
  };
}

/** Whether passwords open the door to nobody but who looks after the installation. */
export function isProviderOnly(): boolean {
  return config().OIDC_ONLY;
}
