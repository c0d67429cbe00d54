import "server-only";
import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { openFile } from "#lib/moving/folder.ts";
import { storageError } from "#lib/storage/errors.ts";
import { headObject, openObject } from "#lib/storage/objects.ts";

/** A file of metadata, written line by line, whose checksum is known at its end. */
export class TextFile {
  readonly #hash: Hash = createHash("sha256");
  readonly #path: string;
  readonly #stream: WriteStream;
  #failure: Error | null = null;

  constructor(path: string) {
    this.#path = path;
    this.#stream = createWriteStream(`${path}.part`, { mode: 0o600 });
    this.#stream.on("error", (error) => {
      this.#failure = error;
    });
  }

  /** @throws {Error} of the disk's, such as that it is full. */
  async write(text: string): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    this.#hash.update(text);
    if (!this.#stream.write(text)) await Promise.race([once(this.#stream, "drain"), finished(this.#stream)]);
  }

  /** Ends it under its own name. Answers its SHA-256 (hex). */
  async end(): Promise<string> {
    this.#stream.end();
    await finished(this.#stream);
    await rename(`${this.#path}.part`, this.#path);
    return this.#hash.digest("hex");
  }
}

export type Written = { sha256: string; isNew: boolean } | "missing";

/** Tries in a row that bring not one byte before the reading is given up. */
const FRUITLESS_TRIES = 4;

async function download(key: string, size: number, path: string): Promise<string> {
  const hash = createHash("sha256");
  const handle = await open(path, "w", 0o600);
  let written = 0;
  try {
    for (let fruitless = 0; written < size; ) {
      const before = written;
      try {
        for await (const chunk of await openObject(key, `bytes=${written}-${size - 1}`)) {
          // A single write may take less than all of it, as of a disk that is nearly full.
          await handle.writeFile(chunk as Buffer);
          hash.update(chunk as Buffer);
          written += (chunk as Buffer).byteLength;
        }
        if (written === before) throw new Error("the store sent nothing");
      } catch (error) {
        // A disk that is full is not the store's fault, and does not get better by trying.
        if (/^(ENOSPC|EDQUOT|EIO|EFBIG)$/.test((error as { code?: string }).code ?? "")) throw error;
        fruitless = written > before ? 0 : fruitless + 1;
        if (fruitless >= FRUITLESS_TRIES) throw storageError(error);
      }
    }
    if ((await handle.stat()).size !== written) throw new Error(`The disk has not taken all of ${path}.`);
  } finally {
    await handle.close();
  }
  return hash.digest("hex");
}

/**
 * Writes the bytes of an object below `root`, and answers what they hash to; what an earlier run has written is read and
 * not fetched again where it is what was uploaded. A file is there whole or not at all.
 * @param expected the SHA-256 (hex) that it should have; null where nobody knows it.
 * @throws {AppError} `storage_*` where the store stays away.
 */
export async function writeObject(
  object: { key: string; size: number; expected: string | null },
  root: string,
  file: string,
): Promise<Written> {
  const path = join(root, file);
  if (object.expected !== null) {
    const there = await openFile(path).catch(() => null);
    await there?.[Symbol.asyncDispose]();
    if (there?.sha256 === object.expected && there.size === object.size)
      return { sha256: there.sha256, isNew: false };
  }
  const head = await headObject(object.key);
  if (head === null) return "missing";
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const sha256 = await download(object.key, head.size, `${path}.part`);
    await rename(`${path}.part`, path);
    return { sha256, isNew: true };
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    throw error;
  }
}
