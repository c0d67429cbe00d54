import "server-only";
import { createHash } from "node:crypto";
import { constants, type Dir } from "node:fs";
import { lstat, open, opendir, realpath } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { LeftOut, SourceEntry, SourceFile } from "#lib/moving/types.ts";

/** What systems put beside people's files: nobody means to move it. */
const SYSTEM_FILE = /^(thumbs\.db|desktop\.ini|~\$.*)$/i;

export const isHidden = (name: string) => name.startsWith(".") || SYSTEM_FILE.test(name);

const SLASH = Buffer.from("/");

/** Bytes that a stream takes at once: of small files no more than they have, for there may be millions of them. */
const MOST_AT_ONCE = 65_536;

/**
 * The bytes of a file, at hand by one handle: what is hashed and what is sent is one file, whatever is put in its place.
 * A link in its place is not followed.
 * @throws {Error} of Node's, where it cannot be opened or is no file.
 */
export async function openFile(path: string | Buffer): Promise<SourceFile> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error("It is no file.");
    const hash = createHash("sha256");
    let size = 0;
    const highWaterMark = Math.min(MOST_AT_ONCE, stat.size + 1);
    await pipeline(handle.createReadStream({ start: 0, autoClose: false, highWaterMark }), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.byteLength;
      }
    });
    return {
      size,
      sha256: hash.digest("hex"),
      // No byte that was added since is sent: the store was told this size.
      stream: () =>
        handle.createReadStream({
          start: 0,
          end: Math.max(0, size - 1),
          autoClose: false,
          highWaterMark,
        }),
      async read(start, end) {
        const length = Math.max(0, Math.min(end, size - 1) - start + 1);
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
        return buffer.subarray(0, bytesRead);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const nothingToOpen = () => Promise.reject(new Error("It is left out."));

const leftOut = (path: string, why: LeftOut): SourceEntry => ({
  path,
  size: null,
  leftOut: why,
  stamp: null,
  open: nothingToOpen,
});

async function entryOf(path: string, full: Buffer): Promise<SourceEntry | "folder"> {
  const stat = await lstat(full).catch(() => null);
  if (stat === null) return leftOut(path, "unreadable");
  if (stat.isSymbolicLink()) return leftOut(path, "symlink");
  if (stat.isDirectory()) return "folder";
  if (!stat.isFile()) return leftOut(path, "not_a_file");
  return { path, size: stat.size, leftOut: null, stamp: null, open: () => openFile(full) };
}

async function* below(folder: Buffer, path: string, but: ReadonlySet<string>): AsyncGenerator<SourceEntry> {
  let dir: Dir;
  try {
    // Names as the disk has them: one that is no UTF-8 could not be opened by what it reads like.
    dir = await opendir(folder, { encoding: "buffer" as BufferEncoding });
  } catch {
    yield leftOut(`${path}/`, "unreadable");
    return;
  }
  for await (const { name } of dir) {
    const bytes = name as unknown as Buffer;
    const text = bytes.toString("utf8");
    const inside = path === "" ? text : `${path}/${text}`;
    const full = Buffer.concat([folder, SLASH, bytes]);
    if (!Buffer.from(text, "utf8").equals(bytes)) {
      yield leftOut(inside, "name_not_utf8");
      continue;
    }
    if (but.has(full.toString("utf8"))) continue;
    if (isHidden(text)) {
      yield leftOut(inside, "hidden");
      continue;
    }
    const entry = await entryOf(inside, full);
    if (entry === "folder") yield* below(full, inside, but);
    else yield entry;
  }
}

/**
 * Every file below a folder, as the disk lists them: memory holds one at a time. Links are told and not followed, so
 * nothing outside the folder is ever read.
 * @param but files below it that are not meant, such as the metadata.
 * @throws {Error} where there is no such folder.
 */
export async function* walkFolder(root: string, but: readonly string[] = []): AsyncGenerator<SourceEntry> {
  const real = await realpath(root);
  if (!(await lstat(real)).isDirectory()) throw new Error(`${root} is no folder.`);
  const left = await Promise.all(but.map((path) => realpath(path).catch(() => path)));
  yield* below(Buffer.from(real), "", new Set(left));
}
