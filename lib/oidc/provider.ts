import "server-only";
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
} from "openid-client";
import { Refusal } from "#lib/oidc/refusal.ts";
import type { ProviderSettings } from "#lib/oidc/settings.ts";

const KEEP_MS = 60 * 60_000;
/** So that a provider which is down is not asked by everybody who presses the button. */
const KEEP_FAILED_MS = 5_000;
const TIMEOUT_SECONDS = 8;

type Kept = { key: string; until: number; provider: Promise<Configuration> };

let kept: Kept | undefined;

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<Configuration> {
  const isHttp = issuer.startsWith("http:");
  const found = await discovery(new URL(issuer), clientId, undefined, undefined, {
    timeout: TIMEOUT_SECONDS,
    // The settings take http for this machine alone.
    ...(isHttp && { execute: [allowInsecureRequests] }),
  });
  const server = found.serverMetadata();
  if (server.issuer.includes("{")) throw new Refusal("failed", "issuer_of_all_tenants");
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const shows = methods.includes("client_secret_post") ? ClientSecretPost : ClientSecretBasic;
  const provider = new Configuration(server, clientId, undefined, shows(clientSecret));
  provider.timeout = TIMEOUT_SECONDS;
  if (isHttp) allowInsecureRequests(provider);
  // The token comes straight from the provider; its signature is looked at all the same.
  enableNonRepudiationChecks(provider);
  return provider;
}

/** What the provider says of itself, asked once an hour. */
export async function openProvider(settings: ProviderSettings): Promise<Configuration> {
  const key = JSON.stringify(settings);
  if (kept?.key === key && kept.until > Date.now()) return kept.provider;
  const next: Kept = { key, until: Date.now() + KEEP_MS, provider: discover(settings) };
  kept = next;
  next.provider.catch(() => {
    next.until = Date.now() + KEEP_FAILED_MS;
  });
  return next.provider;
}
