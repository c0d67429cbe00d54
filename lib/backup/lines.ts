import "server-only";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { fileOf } from "#lib/backup/bytes.ts";
import { type ObjectRecord, objectRecord } from "#lib/backup/format.ts";
import type { Place } from "#lib/backup/place.ts";

/** The lines of a text as they come. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  const failed = new Promise<never>((_resolve, reject) => input.once("error", reject));
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  for (;;) {
    // readline itself goes on for ever where its input fails.
    const { done, value } = await Promise.race([lines.next(), failed]);
    if (done) return;
    if (value !== "") yield value;
  }
}

/** A packed file of a place, unpacked as it comes. */
export function unpacked(place: Place, path: string, sha256: string | null): Readable {
  const packed = Readable.from(fileOf(place, path, sha256));
  const gunzip = createGunzip();
  packed.on("error", (error) => gunzip.destroy(error));
  return packed.pipe(gunzip);
}

/** The objects of a generation, in the order of their keys' bytes. */
export async function* recordsOf(
  place: Place,
  path: string,
  sha256: string | null,
): AsyncGenerator<ObjectRecord> {
  for await (const line of linesOf(unpacked(place, path, sha256))) yield objectRecord.parse(JSON.parse(line));
}

/** What a run that was killed had noted, as far as it can be read: its last line may be cut. */
export async function* notedIn(path: string): AsyncGenerator<ObjectRecord> {
  if (!(await stat(path).catch(() => null))?.isFile()) return;
  for await (const line of linesOf(createReadStream(path))) {
    try {
      yield objectRecord.parse(JSON.parse(line));
    } catch {
      return;
    }
  }
}
