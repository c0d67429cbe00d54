import "server-only";
import { fileOf, textOf } from "#lib/backup/bytes.ts";
import {
  type BackupHead,
  backupHead,
  DATABASE_FOLDER,
  FORMAT,
  FORMAT_VERSION,
  HEAD_FILE,
  isStamp,
  MARK_FILE,
  momentOf,
} from "#lib/backup/format.ts";
import type { Place } from "#lib/backup/place.ts";

/** Every file of every generation, by its stamp, oldest first; those that are not whole too. */
async function filesByStamp(place: Place): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const path of place.list(DATABASE_FOLDER)) {
    const [stamp = ""] = path.slice(DATABASE_FOLDER.length).split("/");
    if (!isStamp(stamp)) continue;
    found.set(stamp, [...(found.get(stamp) ?? []), path]);
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const headPath = (stamp: string) => `${DATABASE_FOLDER}${stamp}/${HEAD_FILE}`;

/** The generations that are whole, oldest first. */
export async function generationsIn(place: Place): Promise<string[]> {
  return [...(await filesByStamp(place))].flatMap(([stamp, files]) =>
    files.includes(headPath(stamp)) ? stamp : [],
  );
}

/** A generation that is not whole and younger than this may be one that another machine makes. */
const ABANDONED_MS = 86_400_000;

const isYoung = (stamp: string) => momentOf(stamp) > Date.now() - ABANDONED_MS;

/** Every name that is taken, also by what is not whole. */
export async function stampsIn(place: Place): Promise<string[]> {
  return [...(await filesByStamp(place)).keys()];
}

/** The generations that are not whole and that another run may be making; oldest first. */
export async function underWay(place: Place): Promise<string[]> {
  return [...(await filesByStamp(place))].flatMap(([stamp, files]) =>
    !files.includes(headPath(stamp)) && isYoung(stamp) ? stamp : [],
  );
}

/** Takes away what runs that came to no end have left of a generation, a day later; objects stay, for the next one. */
export async function removeUnfinished(place: Place): Promise<void> {
  for (const [stamp, files] of await filesByStamp(place)) {
    if (files.includes(headPath(stamp)) || isYoung(stamp)) continue;
    for (const path of files) await place.remove(path);
  }
}

/** Takes a generation away: from the moment its head is gone it is not whole, whatever happens then. */
export async function removeGeneration(place: Place, stamp: string): Promise<void> {
  const files = (await filesByStamp(place)).get(stamp) ?? [];
  await place.remove(headPath(stamp));
  for (const path of files) await place.remove(path);
}

/**
 * What a generation holds.
 * @throws {Error} where it is none, or of a version that this one does not know.
 */
export async function headOf(place: Place, stamp: string): Promise<BackupHead> {
  const pieces: Buffer[] = [];
  for await (const chunk of fileOf(place, headPath(stamp), null)) pieces.push(chunk);
  const parsed = backupHead.safeParse(JSON.parse(Buffer.concat(pieces).toString("utf8")));
  if (parsed.success) return parsed.data;
  throw new Error(`${headPath(stamp)} in ${place.name} is damaged, or of a newer version of Athena Docs.`);
}

/**
 * Which generation is meant: the newest, or the one that is named.
 * @throws {Error} in words for the terminal, where there is none.
 */
export async function chooseGeneration(place: Place, stamp: string | null): Promise<string> {
  const mark = await textOf(place, MARK_FILE);
  if (mark === null) throw new Error(`There are no backups in ${place.name}.`);
  const told = JSON.parse(mark) as { format?: string; format_version?: number };
  if (told.format !== FORMAT || told.format_version !== FORMAT_VERSION)
    throw new Error(`The backups in ${place.name} are of another version of Athena Docs.`);
  const all = await generationsIn(place);
  const last = all.at(-1);
  if (last === undefined) throw new Error(`There is no backup in ${place.name} that is whole.`);
  if (stamp === null) return last;
  if (all.includes(stamp)) return stamp;
  throw new Error(`There is no backup ${stamp} in ${place.name}; there are ${all.join(", ")}.`);
}
