import "server-only";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Snapshot } from "#db/snapshot.ts";
import { linesOf } from "#lib/backup/lines.ts";
import { type Wanted, wantedObjects } from "#lib/backup/wanted.data.ts";
import { TextFile } from "#lib/moving/export-file.ts";

/** Its name in a work folder. */
export const WANTED = "wanted.ndjson";

/**
 * Writes down, in a folder of this machine, every object that the database knows at this moment.
 * @returns how many there are, and their bytes.
 */
export async function writeWanted(
  work: string,
  snapshot: Snapshot,
): Promise<{ files: number; bytes: number }> {
  const list = new TextFile(join(work, WANTED));
  const all = { files: 0, bytes: 0 };
  for await (const wanted of wantedObjects(snapshot)) {
    all.files += 1;
    all.bytes += wanted.size ?? 0;
    await list.write(`${JSON.stringify(wanted)}\n`);
  }
  await list.end();
  return all;
}

/** Reads what was written down, in its order. */
export async function* readWanted(work: string): AsyncGenerator<Wanted> {
  for await (const line of linesOf(createReadStream(join(work, WANTED)))) yield JSON.parse(line) as Wanted;
}
