import "server-only";
import { Readable } from "node:stream";
import { isHidden } from "#lib/moving/folder.ts";
import type { SourceEntry, SourceFile } from "#lib/moving/types.ts";
import { type ForeignBucket, type ForeignObject, listForeign, readForeign } from "#lib/storage/foreign.ts";
import { spool } from "#lib/uploads/spool.ts";

/** Tries of one object: a line that drops in the middle of it is begun anew. */
const TRIES = 3;

const nothingToOpen = () => Promise.reject(new Error("It is left out."));

/** The bytes of an object in a nameless temporary file: what is hashed and what is sent is the same. */
async function fetchObject(from: ForeignBucket, object: ForeignObject): Promise<SourceFile> {
  let said = "";
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      const body = Readable.toWeb(await readForeign(from, object)) as ReadableStream<Uint8Array>;
      const kept = await spool(body, object.size);
      if (kept.size === object.size) return { ...kept, stream: () => kept.open() };
      await kept[Symbol.asyncDispose]();
      said = "it came only in part";
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
    }
  }
  // As an error of its own: it is no fault of our store, so the file is told as unreadable and the rest goes on.
  throw new Error(`It cannot be fetched: ${said}.`);
}

/** The files of a bucket below a prefix, as it lists them. What stands for a folder is none. */
export async function* walkBucket(from: ForeignBucket, prefix: string): AsyncGenerator<SourceEntry> {
  for await (const object of listForeign(from, prefix)) {
    const path = object.key.slice(prefix.length).replace(/^\/+/, "");
    if (path === "" || path.endsWith("/")) continue;
    const leftOut = path.split("/").some(isHidden) ? "hidden" : null;
    yield {
      path,
      size: leftOut === null ? object.size : null,
      leftOut,
      stamp: object.etag || null,
      open: leftOut === null ? () => fetchObject(from, object) : nothingToOpen,
    };
  }
}
