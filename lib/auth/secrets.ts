import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { TOKEN_PREFIX } from "#lib/auth/constants.ts";

/** SHA-256, hex: enough for secrets that carry 256 random bits, and it lets the database find them by index. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** A new API token: prefix and 256 random bits. */
export function newToken(): string {
  return TOKEN_PREFIX + randomBytes(32).toString("base64url");
}

/** A new secret for a set-up link: 256 random bits. */
export function newSetupSecret(): string {
  return randomBytes(32).toString("base64url");
}
