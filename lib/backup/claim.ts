import "server-only";
import { createHash } from "node:crypto";
import type { Snapshot } from "#db/snapshot.ts";
import { textOf, writeText } from "#lib/backup/bytes.ts";
import { FORMAT, FORMAT_VERSION, MARK_FILE, placeMark } from "#lib/backup/format.ts";
import type { Place } from "#lib/backup/place.ts";

/** Names an installation by its first school, of which it tells nothing; null while there is none. */
async function installationOf(snapshot: Snapshot): Promise<string | null> {
  for await (const [first] of snapshot.ask<{ id: string }>(
    "select id::text from schools order by id limit 1",
  ))
    if (first) return createHash("sha256").update(`athena-docs ${first.id}`).digest("hex").slice(0, 32);
  return null;
}

/**
 * Makes sure that this installation's backups are kept here, or nothing is. Nothing is taken away from a place before.
 * @throws {Error} in words for the terminal, where something else is, or the backups of another installation.
 */
export async function claim(place: Place, snapshot: Snapshot): Promise<void> {
  const installation = await installationOf(snapshot);
  const text = await textOf(place, MARK_FILE);
  if (text === null) {
    for await (const path of place.list("")) {
      if (path.startsWith("work/")) continue;
      throw new Error(`${place.name} is not empty, and no backups are in it (${path}): say another place.`);
    }
  } else {
    const mark = placeMark.safeParse(JSON.parse(text));
    if (!mark.success)
      throw new Error(
        `The backups in ${place.name} are of another version of Athena Docs: say another place.`,
      );
    const known = mark.data.installation ?? null;
    if (known !== null && known !== installation)
      throw new Error(
        `The backups in ${place.name} are of another installation of Athena Docs: say another place, or another prefix.`,
      );
    if (known === installation) return;
  }
  const mark = { format: FORMAT, format_version: FORMAT_VERSION, installation };
  await writeText(place, MARK_FILE, `${JSON.stringify(mark)}\n`);
}
