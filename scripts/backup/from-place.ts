import { existsSync } from "node:fs";
import path from "node:path";
import { textOf } from "#lib/backup/bytes.ts";
import { type BackupHead, DATABASE_FOLDER, keptSecrets, SECRETS_FILE } from "#lib/backup/format.ts";
import type { Place } from "#lib/backup/place.ts";
import type { Settings } from "#lib/env.ts";
import { withInstallation } from "#scripts/backup/installation.ts";
import { bucketsOf } from "#scripts/backup/places.ts";
import { say } from "#scripts/backup/run.ts";
import { idsOf, secretsOf } from "#scripts/backup/secrets.ts";
import type { Progress } from "#scripts/moving/progress.ts";
import { plainName, several } from "#scripts/moving/words.ts";
import { prepareDataFolder } from "#scripts/start/data-folder.ts";
import { readKept, writeKept } from "#scripts/start/kept.ts";

export type Asked = {
  progress: Progress;
  signal: AbortSignal;
  atOnce: number;
  stamp: string | null;
  databaseOnly: boolean;
  intoUsed: boolean;
  isLive: boolean;
  embeddedStore: boolean;
};

/**
 * Puts the session secret of a backup into a data folder that has no other use yet, and says what else is to be done
 * about secrets.
 */
async function settleSecrets(
  place: Place,
  stamp: string,
  head: BackupHead,
  { settings, dataDir, isSet }: { settings: Settings; dataDir: string; isSet: boolean },
): Promise<string[]> {
  const here = await idsOf(secretsOf(settings));
  const needed = head.secrets.ids.filter((id) => !here.includes(id));
  if (needed.length === 0) return [];
  const text = await textOf(place, `${DATABASE_FOLDER}${stamp}/${SECRETS_FILE}`);
  if (text === null)
    return [
      "The secrets here are others than those of the backup, and they are not in it: until NEXTAUTH_SECRET (and AUDIT_SEAL_KEY, where it was set) is what it was, authenticator apps and webhooks do not work and the audit cannot be verified. Put it into the environment or .env.",
    ];
  const kept = keptSecrets.parse(JSON.parse(text));
  if (isSet)
    return [
      `NEXTAUTH_SECRET here is another than that of the backup: set it (and AUDIT_SEAL_KEY, where it is there) to what stands in ${DATABASE_FOLDER}${stamp}/${SECRETS_FILE}.`,
    ];
  writeKept(dataDir, { ...readKept(dataDir), sessionSecret: kept.NEXTAUTH_SECRET });
  const more = kept.AUDIT_SEAL_KEY
    ? [`Set AUDIT_SEAL_KEY to what stands in ${DATABASE_FOLDER}${stamp}/${SECRETS_FILE}.`]
    : [];
  return [`NEXTAUTH_SECRET of the backup was put into ${path.join(dataDir, "secrets.json")}.`, ...more];
}

/** Puts an installation back, and tells how it goes. Answers the exit code. */
export async function putBack(place: Place, asked: Asked): Promise<number> {
  const { progress, signal, atOnce, databaseOnly, intoUsed, isLive } = asked;
  const { chooseGeneration, headOf } = await import("#lib/backup/generations.ts");
  const { restoreBackup } = await import("#lib/backup/restore.mutations.ts");
  const stamp = await chooseGeneration(place, asked.stamp);
  const head = await headOf(place, stamp);
  say(`The backup ${stamp} in ${place.name}: ${several(head.objects.rows, "file")}.`);
  const wish = { mayRun: false, mayBeNew: true, embeddedStore: asked.embeddedStore };
  return withInstallation(wish, async (settings, dataDir) => {
    const isSet = Boolean(process.env.NEXTAUTH_SECRET);
    const { DATABASE_URL = "", DATABASE_MIGRATION_URL } = settings;
    const counts = { there: 0, copied: 0, missing: 0, lost: 0, other: 0 };
    let rows = 0;
    // Hours of copying must not end at a folder that cannot be written.
    if (head.secrets.included && !isSet) prepareDataFolder(dataDir);
    await restoreBackup({
      place,
      stamp,
      head,
      target: { ownerUrl: DATABASE_MIGRATION_URL || DATABASE_URL, appUrl: DATABASE_URL },
      to: databaseOnly ? null : await bucketsOf(settings),
      intoUsed,
      isLive,
      atOnce,
      signal,
      onMeasured: (all) => progress.begin(all),
      onObject({ record, is }) {
        counts[is] += 1;
        progress.step(record.size);
        if (is === "lost") progress.line(`${plainName(record.key)}: the backup has no sound bytes of it`);
        if (is === "other")
          progress.line(`${plainName(record.key)}: the bucket has other bytes of it, and keeps them`);
      },
      onTable(_table, count) {
        rows += count;
      },
    });
    progress.end();
    if (!databaseOnly)
      say(
        `The files: ${several(counts.copied, "file")} copied, ${several(counts.there, "file")} were there, ${several(counts.missing, "file")} the school had lost before.`,
      );
    say(
      `The database: ${several(head.tables.length, "table")} with ${several(rows, "row")}, every row counted.`,
    );
    for (const line of await settleSecrets(place, stamp, head, { settings, dataDir, isSet })) say(line);
    say(
      existsSync(path.join(dataDir, "postgres")) && !process.env.DATABASE_URL
        ? "Now: npm start, then npm run reconcile and npm run audit:verify beside it."
        : "Now: npm run reconcile and npm run audit:verify, then start the app.",
    );
    if (!isLive)
      say(
        "Webhooks are paused, and mail that waited was dropped, in case this is a drill: without SMTP_URL nothing is mailed. Activate webhooks in Settings where this is the real one.",
      );
    say("Everybody signs in anew: sessions and one-time links are in no backup.");
    if (counts.lost > 0)
      say(
        `${several(counts.lost, "file")} could not be put back: told above. npm run reconcile -- --repair marks them in the app.`,
      );
    return counts.lost + counts.other > 0 ? 2 : 0;
  });
}
