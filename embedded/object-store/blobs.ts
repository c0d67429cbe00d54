import { readdirSync } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ensureDir, makeDirs, randomName, removeFile, syncDir } from "#embedded/object-store/disk.ts";

/** One file of bytes. An object is a list of them: one for a single upload, one a part for a multipart one. */
export interface BlobRef {
  readonly name: string;
  /** bytes */
  readonly size: number;
}

const BATCH = 256 * 1024;
/** Starting the disk's work early keeps the fsync at the end short. */
const SYNC_EVERY = 32 * 1024 * 1024;

async function writeAll(file: FileHandle, buffers: Buffer[]): Promise<void> {
  let rest = buffers;
  for (;;) {
    let { bytesWritten } = await file.writev(rest);
    while (rest[0] && bytesWritten >= rest[0].length) {
      bytesWritten -= rest[0].length;
      rest = rest.slice(1);
    }
    const [first, ...others] = rest;
    if (!first) return;
    rest = [first.subarray(bytesWritten), ...others];
  }
}

/** Fills a new file while the next bytes are being received and hashed; at most two batches are in memory. */
async function fill(file: FileHandle, source: AsyncIterable<Buffer>): Promise<number> {
  let size = 0;
  let synced = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let writing: Promise<void> = Promise.resolve();
  let syncing: Promise<void> | undefined;
  let syncError: unknown;
  const flush = async () => {
    await writing;
    if (syncError) throw syncError;
    if (pending.length > 0) writing = writeAll(file, pending);
    // The next await reports a failure; until then it must not count as unhandled.
    writing.catch(() => undefined);
    pending = [];
    pendingBytes = 0;
  };
  try {
    for await (const chunk of source) {
      pending.push(chunk);
      pendingBytes += chunk.length;
      size += chunk.length;
      if (pendingBytes < BATCH) continue;
      await flush();
      if (size - synced < SYNC_EVERY || syncing) continue;
      synced = size;
      syncing = file.datasync().then(
        () => {
          syncing = undefined;
        },
        (error: unknown) => {
          syncError = error;
        },
      );
    }
    await flush();
    await writing;
  } finally {
    await writing.catch(() => undefined);
    await syncing;
  }
  if (syncError) throw syncError;
  await file.sync();
  return size;
}

/**
 * The files that hold bytes, under random names in 256 folders. A blob that no sidecar names is garbage, and goes at
 * the next start. Readers pin blobs, so that a replaced object can be read to its end.
 */
export class BlobStore {
  readonly #dir: string;
  readonly #pins = new Map<string, number>();
  readonly #doomed = new Set<string>();

  constructor(dir: string) {
    this.#dir = dir;
    makeDirs(dir);
  }

  path(name: string): string {
    return join(this.#dir, name.slice(0, 2), name);
  }

  /** Writes a new blob, durable on return; on any error nothing of it stays. */
  async write(source: AsyncIterable<Buffer>): Promise<BlobRef> {
    const name = randomName();
    const folder = join(this.#dir, name.slice(0, 2));
    await ensureDir(folder);
    const file = await open(this.path(name), "wx", 0o600);
    try {
      const size = await fill(file, source);
      await file.close();
      await syncDir(folder);
      return { name, size };
    } catch (error) {
      await file.close().catch(() => undefined);
      await removeFile(this.path(name)).catch(() => undefined);
      throw error;
    }
  }

  /** Keeps blobs readable until the returned function is called. */
  pin(blobs: readonly BlobRef[]): () => void {
    for (const { name } of blobs) this.#pins.set(name, (this.#pins.get(name) ?? 0) + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      for (const { name } of blobs) {
        const left = (this.#pins.get(name) ?? 1) - 1;
        if (left > 0) this.#pins.set(name, left);
        else {
          this.#pins.delete(name);
          if (this.#doomed.delete(name)) void unlink(this.path(name)).catch(() => undefined);
        }
      }
    };
  }

  /** Removes blobs that no sidecar names any more, after their last reader. What fails here goes at the next start. */
  async remove(blobs: readonly BlobRef[]): Promise<void> {
    for (const { name } of blobs) {
      if (this.#pins.has(name)) this.#doomed.add(name);
      else await removeFile(this.path(name)).catch(() => undefined);
    }
  }

  /** Reads bytes `start`..`end` (inclusive) of the blobs laid end to end. */
  async *read(blobs: readonly BlobRef[], start: number, end: number): AsyncGenerator<Buffer> {
    let offset = 0;
    for (const { name, size } of blobs) {
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset + 1, size);
      offset += size;
      if (from >= to) continue;
      const file = await open(this.path(name), "r");
      try {
        for (let at = from; at < to; ) {
          const buffer = Buffer.allocUnsafeSlow(Math.min(BATCH, to - at));
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
          if (bytesRead === 0) throw new Error(`blob ${name} is shorter than its record`);
          at += bytesRead;
          yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    }
  }

  /** At start: removes every blob that is not in `referenced`; returns how many. */
  async collect(referenced: ReadonlySet<string>): Promise<number> {
    let removed = 0;
    for (const folder of readdirSync(this.#dir)) {
      for (const name of readdirSync(join(this.#dir, folder))) {
        if (referenced.has(name)) continue;
        await removeFile(join(this.#dir, folder, name));
        removed++;
      }
    }
    return removed;
  }
}
