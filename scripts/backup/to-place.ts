import type { Place } from "#lib/backup/place.ts";
import { isSameBucket } from "#lib/backup/same-bucket.ts";
import { type Wish, withInstallation } from "#scripts/backup/installation.ts";
import { say } from "#scripts/backup/run.ts";
import { idsOf, secretsOf } from "#scripts/backup/secrets.ts";
import type { Progress } from "#scripts/moving/progress.ts";
import { plainName, several, size } from "#scripts/moving/words.ts";

type Means = { progress: Progress; signal: AbortSignal; atOnce: number };

const INSTALLATION = { mayRun: true, mayBeNew: false } as const satisfies Partial<Wish>;

/** Makes a backup, and tells how it goes. Answers the exit code. */
export async function backUp(
  place: Place,
  { progress, signal, atOnce, ...wish }: Means & { withSecrets: boolean; embeddedStore: boolean },
): Promise<number> {
  const asked = { ...INSTALLATION, embeddedStore: wish.embeddedStore };
  return withInstallation(asked, async (settings, dataDir) => {
    const secrets = secretsOf(settings);
    if (wish.withSecrets && secrets === null)
      throw new Error("--with-secrets: NEXTAUTH_SECRET is not known here; set it as the app has it.");
    Object.assign(process.env, settings);
    process.env.NEXTAUTH_SECRET ||= "unused by this command; the running app has its own";
    const { config } = await import("#lib/config.ts");
    const { publicConfigured } = await import("#lib/env.ts");
    const { publicBucket, store } = await import("#lib/storage/client.ts");
    const { makeBackup } = await import("#lib/backup/make.data.ts");
    const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
    const { client, bucket, endpoint } = store();
    const ours = [bucket, process.env.R2_PUBLIC_BUCKET_NAME || bucket];
    if (ours.some((one) => place.store !== null && isSameBucket(place.store, { endpoint, bucket: one })))
      throw new Error("That bucket is the app's own: what is lost with it would be lost with its backup.");
    const counts = { copied: 0, bytes: 0 };
    const env = config();
    try {
      const { stamp, head } = await makeBackup({
        databaseUrl: env.DATABASE_MIGRATION_URL ?? env.DATABASE_URL,
        from: {
          private: { client, bucket },
          public: publicConfigured(env) ? { client, bucket: publicBucket().bucket } : null,
        },
        place,
        atOnce,
        signal,
        secretIds: await idsOf(secrets),
        secrets: wish.withSecrets ? secrets : null,
        onTables: (tables, rows) =>
          say(`The database: ${several(tables, "table")} with ${several(rows, "row")}.`),
        onMeasured: (all) => progress.begin(all),
        onObject({ record, is }) {
          progress.step(record.size);
          if (is === "copied" || is === "differs") {
            counts.copied += 1;
            counts.bytes += record.size;
          }
          if (is === "missing") progress.line(`${plainName(record.key)}: the store has lost it`);
          if (is === "differs")
            progress.line(`${plainName(record.key)}: the store has other bytes than were uploaded`);
        },
      });
      progress.end();
      const { rows, bytes, missing, differing } = head.objects;
      const kept = rows - missing;
      say(
        `The files: ${several(kept, "file")} (${size(bytes)}), of which ${several(counts.copied, "file")} (${size(counts.bytes)}) were copied now.`,
      );
      say(`Kept as ${stamp} in ${place.name}.`);
      if (!wish.withSecrets)
        say(
          `NOT in it: NEXTAUTH_SECRET${secrets?.AUDIT_SEAL_KEY ? " and AUDIT_SEAL_KEY" : ""}, without which authenticator apps, webhooks and the audit's seals cannot be read. Keep ${process.env.NEXTAUTH_SECRET === settings["NEXTAUTH_SECRET"] && secrets !== null ? `it in a safe place (your environment or .env, else ${dataDir}/secrets.json)` : "your environment or .env in a safe place"}, or say --with-secrets.`,
        );
      if (missing > 0) say(`${several(missing, "file")} the store has lost: told above.`);
      if (differing > 0)
        say(`${several(differing, "file")} the store has with other bytes than were uploaded.`);
      return missing + differing > 0 ? 2 : 0;
    } finally {
      await flushUsage().catch(() => undefined);
      // Before the services that were started for this end.
      const { closeDatabase } = await import("#db/client.ts");
      await closeDatabase();
    }
  });
}

/** Reads all that is kept, and tells what is wrong. Answers the exit code. */
export async function verify(place: Place, { progress, signal, atOnce }: Means): Promise<number> {
  const { verifyBackups } = await import("#lib/backup/verify.ts");
  const { chooseGeneration } = await import("#lib/backup/generations.ts");
  await chooseGeneration(place, null);
  let faults = 0;
  const sums = { files: 0, bytes: 0 };
  const stamps = await verifyBackups({
    place,
    atOnce,
    signal,
    onMeasured: (all) => progress.begin(all),
    onFile(bytes) {
      sums.files += 1;
      sums.bytes += bytes;
      progress.step(bytes);
    },
    onFault(what) {
      faults += 1;
      progress.line(plainName(what));
    },
  });
  progress.end();
  say(
    `Read: ${several(stamps.length, "backup")} of the database (${stamps.join(", ")}), ${several(sums.files, "file")} (${size(sums.bytes)}).`,
  );
  say(
    faults === 0
      ? "All is as it was written."
      : `${several(faults, "fault")}, told above. The next npm run backup copies a file again that is missing or of another size; remove one that has other bytes, and it is copied again too.`,
  );
  return faults === 0 ? 0 : 2;
}

/** Takes old backups away. Answers what to say of it. */
export async function prune(place: Place, keep: number, signal: AbortSignal): Promise<string> {
  const { pruneBackups } = await import("#lib/backup/prune.ts");
  const { removed, objects } = await pruneBackups(place, keep, signal);
  if (removed.length === 0) return `Nothing was taken away: there are no more than ${keep} backups.`;
  return `Taken away: ${removed.join(", ")}, and ${several(objects, "file")} that no other backup has.`;
}
