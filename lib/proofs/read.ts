import "server-only";
import { createHash } from "node:crypto";
import { readWhole } from "#lib/storage/read-whole.ts";

/**
 * The SHA-256 (hex) of an object of `size` bytes, read once as a stream.
 * @throws {AppError} `storage_*`.
 */
export async function hashObject(key: string, size: number): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of readWhole(key, size)) hash.update(chunk);
  return hash.digest("hex");
}
