import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The key for one use of the installation's secret (HKDF, RFC 5869), so that none is used for two things. */
const keyOf = (use: string, master: string) =>
  Buffer.from(hkdfSync("sha256", master, "athena-docs", use, 32));

/**
 * Seals a secret that must be read again (AES-256-GCM), so that a copy of the database alone is of no use.
 * @param use what its key is for; part of how the key is derived.
 * @param owner the id of the row it belongs to: a sealed secret moved to another row cannot be opened.
 */
export function sealFor(use: string, secret: string, owner: string, master: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(use, master), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return `v1:${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64")}`;
}

/** Opens what `sealFor` has sealed; null where it cannot be, as after a change of NEXTAUTH_SECRET. */
export function unsealFor(use: string, sealed: string, owner: string, master: string): string | null {
  const [version, text = ""] = sealed.split(":");
  const bytes = Buffer.from(text, "base64");
  if (version !== "v1" || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const tag = bytes.subarray(-TAG_BYTES);
  const options = { authTagLength: TAG_BYTES };
  const opener = createDecipheriv("aes-256-gcm", keyOf(use, master), bytes.subarray(0, NONCE_BYTES), options)
    .setAAD(Buffer.from(owner))
    .setAuthTag(tag);
  try {
    const secret = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([opener.update(secret), opener.final()]).toString("utf8");
  } catch {
    return null;
  }
}
