import type { KeptSecrets } from "#lib/backup/format.ts";
import type { Settings } from "#lib/env.ts";

/** The secrets that an installation has besides its database and buckets; null where they are not known here. */
export function secretsOf(env: Settings): KeptSecrets | null {
  const { NEXTAUTH_SECRET, AUDIT_SEAL_KEY } = env;
  if (!NEXTAUTH_SECRET) return null;
  return { NEXTAUTH_SECRET, ...(AUDIT_SEAL_KEY && { AUDIT_SEAL_KEY }) };
}

/** Names each of the secrets, without telling anything of it. */
export async function idsOf(secrets: KeptSecrets | null): Promise<string[]> {
  if (secrets === null) return [];
  const { sealKey } = await import("#lib/audit/keys.ts");
  const more = secrets.AUDIT_SEAL_KEY?.split(",").map((one) => one.trim()) ?? [];
  return [secrets.NEXTAUTH_SECRET, ...more].map((secret) => sealKey(secret).id);
}
