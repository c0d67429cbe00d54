import { parseArgs } from "node:util";
import { AT_ONCE, MOST_FILES_AT_ONCE } from "#lib/moving/constants.ts";
import { putBack } from "#scripts/backup/from-place.ts";
import { aloneAt, placeOf } from "#scripts/backup/places.ts";
import { runCopying } from "#scripts/backup/run.ts";

const HELP = `Puts an installation back that npm run backup has kept: every file into the bucket, the database into an empty one.

  npm run restore -- --from DIR [--at STAMP] [--database-only] [--live] [--at-once N]
  npm run restore -- --from s3://BUCKET/PREFIX [--endpoint URL] ...

  --from           where the backups are, as npm run backup has been told
  --at             which of them, such as 20261123T114500Z; the newest when not given
  --database-only  leave the bucket as it is: where only the database was lost. npm run reconcile then says what the
                   bucket has that this older database does not know, and what it lacks
  --into-used-bucket
                   take a bucket that has files already, which is refused otherwise: where no other app uses it and some
                   of its files were lost. What it has under a key stays as it is
  --live           send mail and to webhooks again. Without, webhooks are paused and mail that waited is dropped, so that
                   a drill tells nobody anything; both can be set right in the app afterwards
  --at-once        files that are copied at the same time: ${AT_ONCE} when not given, at most ${MOST_FILES_AT_ONCE}
  --embedded-store where the app is to be started with it

Where it goes: the database and the buckets of this environment or .env; where none are set, a new data folder. The
database must be empty, or one that nobody has used; nothing in use is ever written over. The app must not run.
So must the bucket be: what an older database deletes in it may be in use elsewhere. What was in the trash has its days
anew. The database comes in one piece: stopped or killed before
its end, it is as it was, and the same words go on. A backup of an older version is brought to this one.

Exit code 0 when all is back; 2 when the backup has lost files, or a used bucket has others in their place; 1 when it could not be done or was stopped.`;

await runCopying(HELP, "What was copied stays; say the same again to go on.", async (args, means) => {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: "string" },
      endpoint: { type: "string" },
      at: { type: "string" },
      "database-only": { type: "boolean", default: false },
      "into-used-bucket": { type: "boolean", default: false },
      live: { type: "boolean", default: false },
      "at-once": { type: "string", default: String(AT_ONCE) },
      "embedded-store": { type: "boolean", default: false },
    },
  });
  if (!values.from) throw new Error("--from is missing: a folder, or s3://BUCKET/PREFIX. See --help.");
  const atOnce = Number(values["at-once"]);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MOST_FILES_AT_ONCE)
    throw new Error(`--at-once: a whole number from 1 to ${MOST_FILES_AT_ONCE}.`);
  const place = await placeOf(values.from, values.endpoint ?? null);
  return aloneAt(place, "read", () =>
    putBack(place, {
      ...means,
      atOnce,
      stamp: values.at ?? null,
      databaseOnly: values["database-only"],
      intoUsed: values["into-used-bucket"],
      isLive: values.live,
      embeddedStore: values["embedded-store"],
    }),
  );
});
