import "server-only";
import { DATABASE_FOLDER, OBJECTS_FOLDER, readBlobPath } from "#lib/backup/format.ts";
import { generationsIn, headOf, removeGeneration, underWay } from "#lib/backup/generations.ts";
import { recordsOf } from "#lib/backup/lines.ts";
import type { Place } from "#lib/backup/place.ts";

const DIGITS = "0123456789abcdef";

/** The hashes with this first digit that the generations name. */
async function namedWith(
  place: Place,
  digit: string,
  generations: readonly { stamp: string; file: string; sha256: string }[],
): Promise<Set<string>> {
  const named = new Set<string>();
  for (const { stamp, file, sha256 } of generations) {
    for await (const record of recordsOf(place, `${DATABASE_FOLDER}${stamp}/${file}`, sha256))
      if (record.sha256?.startsWith(digit)) named.add(record.sha256);
  }
  return named;
}

async function requireNoneUnderWay(place: Place): Promise<void> {
  const [other] = await underWay(place);
  if (other === undefined) return;
  throw new Error(
    `Old backups were left: another one (${other}) is being made in ${place.name}, or came to no end within the last day.`,
  );
}

/**
 * Takes all but the newest generations away, and then the objects that none of those names that stay: a sixteenth of
 * them at a time, so that memory stays bounded. An object that nobody names may be one that another machine's backup has
 * just found there or written: while one may be under way, nothing goes.
 * @returns the generations that went, and how many objects.
 * @throws {Error} in words for the terminal, where another backup may be under way.
 */
export async function pruneBackups(
  place: Place,
  keep: number,
  signal: AbortSignal,
): Promise<{ removed: string[]; objects: number }> {
  await requireNoneUnderWay(place);
  const stamps = await generationsIn(place);
  const removed = stamps.slice(0, Math.max(0, stamps.length - keep));
  const stay = stamps.slice(removed.length);
  // Read before anything goes: one that cannot be read must not cost its objects.
  const generations = [];
  for (const stamp of stay) {
    const { objects } = await headOf(place, stamp);
    generations.push({ stamp, file: objects.file, sha256: objects.sha256 });
  }
  for (const stamp of removed) await removeGeneration(place, stamp);
  let objects = 0;
  for (const digit of DIGITS) {
    signal.throwIfAborted();
    await requireNoneUnderWay(place);
    const named = await namedWith(place, digit, generations);
    for (const second of DIGITS) {
      for await (const path of place.list(`${OBJECTS_FOLDER}${digit}${second}/`)) {
        const sha256 = readBlobPath(path);
        if (sha256 === null || named.has(sha256)) continue;
        await place.remove(path);
        objects += 1;
      }
    }
  }
  return { removed, objects };
}
