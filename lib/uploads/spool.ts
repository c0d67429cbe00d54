import "server-only";
import { createHash } from "node:crypto";
import { mkdtemp, open, rm, statfs } from "node:fs/promises";
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
  /** Bytes `start` to `end`, both included; `end` may lie behind the last. */
  read(start: number, end: number): Promise<Uint8Array>;
};

/** Bytes of the temporary folder's disk that uploads leave to others, and how often that is looked at. */
const KEEP_FREE = 512 * 1024 * 1024;
const LOOK_EVERY = 32 * 1024 * 1024;

async function requireRoom(keepFree: number): Promise<void> {
  const { bavail, bsize } = await statfs(tmpdir());
  if (bavail * bsize >= keepFree) return;
  throw new AppError("storage_unavailable", {}, { message: `no room in ${tmpdir()}` });
}

/**
 * Writes a stream to a temporary file that has no name any more, so that nothing of it outlives the process. Memory
 * stays bounded; at most `limit` bytes are taken.
 * @throws {AppError} `file_too_large`; `storage_unavailable` where the disk would get full.
 */
export async function spool(
  body: ReadableStream<Uint8Array>,
  limit: number,
  keepFree = KEEP_FREE,
): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), "athena-"));
  const file = await open(join(folder, "upload"), "wx+", 0o600);
  await rm(folder, { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  let looked = 0;
  try {
    await requireRoom(keepFree);
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > limit) throw new AppError("file_too_large", { limit, size });
      if (size - looked >= LOOK_EVERY) {
        looked = size;
        await requireRoom(keepFree);
      }
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
    async read(start, end) {
      const length = Math.max(0, Math.min(end, size - 1) - start + 1);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}
