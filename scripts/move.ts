import { parseArgs } from "node:util";
import { AT_ONCE, MOST_FILES_AT_ONCE } from "#lib/moving/constants.ts";
import { runCopying } from "#scripts/backup/run.ts";
import { targetOf } from "#scripts/backup/target.ts";
import { moveTo } from "#scripts/backup/to-target.ts";

const HELP = `Moves an installation, such as the one that npm start keeps in its data folder, to another PostgreSQL and to R2 or
another S3 store, with all its schools.

  npm run move -- --to FILE [--at-once N]
  npm run move -- --database-url URL

  --to            a file like .env with the settings of the new place: DATABASE_URL (DATABASE_MIGRATION_URL, where
                  another role owns the tables), R2_ENDPOINT_URL, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY,
                  R2_BUCKET_NAME; R2_PUBLIC_BUCKET_NAME and R2_PUBLIC_BASE_URL where files are published; and
                  NEXTAUTH_URL, the address that people will open
  --database-url  DATABASE_URL of the new place. Without --to, its R2_* and NEXTAUTH_URL are those of this environment.
                  Others on this machine can read it while the command runs: --to is better where it has a password
  --at-once       files that are copied at the same time: ${AT_ONCE} when not given, at most ${MOST_FILES_AT_ONCE}

End the app first. What is moved is what .env or the data folder stand for. First the new place is looked at: an empty
database of PostgreSQL 15 or newer, the rights there, the bucket with its rules for browsers (CORS) and all that npm run
doctor tries. Then every file is copied and read back, or held against the checksum that the store keeps, and the
database comes last, in one piece. The old place is left as it is. Stopped or killed, the same words go on.

At its end it writes the settings to start with into a file, and says which.

Exit code 0 when everything has moved; 2 when the old bucket had lost files or has other bytes than were uploaded; 1 when
it could not be done or was stopped.`;

await runCopying(HELP, "What was copied stays; say the same again to go on.", async (args, means) => {
  const { values } = parseArgs({
    args,
    options: {
      to: { type: "string" },
      "database-url": { type: "string" },
      "at-once": { type: "string", default: String(AT_ONCE) },
    },
  });
  if (!values.to && !values["database-url"])
    throw new Error("Say where to: npm run move -- --to FILE. See --help.");
  const atOnce = Number(values["at-once"]);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MOST_FILES_AT_ONCE)
    throw new Error(`--at-once: a whole number from 1 to ${MOST_FILES_AT_ONCE}.`);
  const target = targetOf(values.to ?? null, values["database-url"] ?? null);
  return moveTo(target, { ...means, atOnce });
});
