import { createHash } from "node:crypto";

/** A file with known bytes. */
export type Sample = { name: string; type: string; bytes: Buffer };

/** SHA-256 in lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
