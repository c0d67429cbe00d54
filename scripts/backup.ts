import { parseArgs } from "node:util";
import { AT_ONCE, MOST_FILES_AT_ONCE } from "#lib/moving/constants.ts";
import { aloneAt, placeOf } from "#scripts/backup/places.ts";
import { runCopying, say } from "#scripts/backup/run.ts";
import { backUp, prune, verify } from "#scripts/backup/to-place.ts";

const HELP = `Keeps everything that an installation is: its database as it is at one moment, and every file. The app may run
meanwhile. npm run restore puts it back.

  npm run backup -- --to DIR [--with-secrets] [--keep N] [--at-once N]
  npm run backup -- --to s3://BUCKET/PREFIX [--endpoint URL] ...
  npm run backup -- --to PLACE --verify

  --to            a folder, best on another machine or disk, or a bucket: R2 or any other S3 at --endpoint (or
                  BACKUP_ENDPOINT_URL), AWS where none is named, with BACKUP_ACCESS_KEY_ID, BACKUP_SECRET_ACCESS_KEY,
                  and BACKUP_REGION where it has one
  --with-secrets  keep NEXTAUTH_SECRET and AUDIT_SEAL_KEY too. Whoever can read the backup can then open what is sealed
                  in it. Without, keep them elsewhere: a backup cannot be read whole without them
  --keep          afterwards take all but the newest N backups of the database away, and the files that only those had.
                  Where it is not said, nothing is ever taken away
  --at-once       files that are copied at the same time: ${AT_ONCE} when not given, at most ${MOST_FILES_AT_ONCE}
  --embedded-store  where the app is started with it
  --verify        make none, but read every byte of those that are there and hold it against its hash

Every backup of the database has a folder of its own, named after its moment (UTC). A file is copied once, whatever
number of backups it is in, and held against its SHA-256 while it is. Stopped or killed, the same words go on.

It holds children's records, and the hashes of passwords, for whoever can read it. docs/backup.md says more.

Exit code 0 when all is kept, or is as it was written; 2 when the bucket has lost files or has other bytes, or when
--verify has found something; 1 when it could not be done or was stopped: say the same again.`;

await runCopying(HELP, "What was copied stays; say the same again to go on.", async (args, means) => {
  const { values } = parseArgs({
    args,
    options: {
      to: { type: "string" },
      endpoint: { type: "string" },
      "with-secrets": { type: "boolean", default: false },
      keep: { type: "string" },
      "at-once": { type: "string", default: String(AT_ONCE) },
      "embedded-store": { type: "boolean", default: false },
      verify: { type: "boolean", default: false },
    },
  });
  if (!values.to) throw new Error("--to is missing: a folder, or s3://BUCKET/PREFIX. See --help.");
  const atOnce = Number(values["at-once"]);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MOST_FILES_AT_ONCE)
    throw new Error(`--at-once: a whole number from 1 to ${MOST_FILES_AT_ONCE}.`);
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && (!Number.isInteger(keep) || keep < 1))
    throw new Error("--keep: a whole number, 1 or more.");
  if (values.verify && (keep !== null || values["with-secrets"]))
    throw new Error("--verify changes nothing: say it without --keep and --with-secrets.");
  const place = await placeOf(values.to, values.endpoint ?? null);
  return aloneAt(place, values.verify ? "read" : "write", async () => {
    if (values.verify) return verify(place, { ...means, atOnce });
    const wish = { withSecrets: values["with-secrets"], embeddedStore: values["embedded-store"], atOnce };
    const code = await backUp(place, { ...means, ...wish });
    if (keep !== null) say(await prune(place, keep, means.signal));
    return code;
  });
});
