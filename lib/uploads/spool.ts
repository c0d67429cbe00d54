import "server-only";
import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { AppError } from "#lib/errors.ts";

export type Spooled = AsyncDisposable & {
  /** Bytes. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
  /** A fresh stream of all the bytes. */
  open(): Readable;
};

/**
 * Writes a stream to a temporary file that has no name any more, so that nothing of it outlives the process. Memory
 * stays bounded; at most `limit` bytes are taken.
 * @throws {AppError} `file_too_large`.
 */
export async function spool(body: ReadableStream<Uint8Array>, limit: number): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), "athena-"));
  const file = await open(join(folder, "upload"), "wx+", 0o600);
  await rm(folder, { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limit) throw new AppError("file_too_large", { limit, size });
      hash.update(chunk);
      await file.write(chunk);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    size,
    sha256: hash.digest("hex"),
    open: () => file.createReadStream({ start: 0, autoClose: false }),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
