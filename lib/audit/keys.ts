import "server-only";
import { hkdfSync } from "node:crypto";
import { config } from "#lib/config.ts";

/** What one secret seals with. */
export type SealKey = {
  /** Which secret it is; tells nothing of it. */
  id: string;
  /** For the digests of events. */
  event: Buffer;
  /** For heads. */
  head: Buffer;
};

const derive = (secret: string, use: string, length: number) =>
  Buffer.from(hkdfSync("sha256", secret, "athena-docs", `audit ${use}`, length));

/** The keys that a secret stands for (HKDF, RFC 5869), so that none is used for two things. */
export function sealKey(secret: string): SealKey {
  return {
    id: derive(secret, "id", 6).toString("hex"),
    event: derive(secret, "event", 32),
    head: derive(secret, "head", 32),
  };
}

/**
 * The keys of this installation: the first seals, all of them check. Those of AUDIT_SEAL_KEY come before that of
 * NEXTAUTH_SECRET, which is always there.
 */
export function sealKeys(): readonly [SealKey, ...SealKey[]] {
  const { AUDIT_SEAL_KEY = [], NEXTAUTH_SECRET } = config();
  const [first, ...others] = AUDIT_SEAL_KEY;
  if (first === undefined) return [sealKey(NEXTAUTH_SECRET)];
  return [sealKey(first), ...[...others, NEXTAUTH_SECRET].map(sealKey)];
}
