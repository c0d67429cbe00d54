import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { schools } from "#db/schema/schools.ts";
import { storageReports } from "#db/schema/storage-reports.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { countAttempt } from "#lib/auth/mutations.ts";
import { AppError } from "#lib/errors.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { ASK_EVERY_SECONDS, REPORT_FLAG } from "#lib/storage-report/constants.ts";
import { measureFiles } from "#lib/storage-report/measure.data.ts";

/** Reports come after everything that somebody waits for. */
const NIGHTLY_PRIORITY = 20;

const job = (schoolId: string) => ({ key: `report:${schoolId}`, flag: REPORT_FLAG });

/**
 * Has the actor's school gone through anew.
 * @throws {AppError} `forbidden`, `rate_limited` within a minute of the last time.
 */
export async function requestReport(actor: Actor): Promise<void> {
  await authorize(actor, "usage:read");
  const { schoolId } = actor;
  const { count, resetsAt } = await countAttempt(`report:${schoolId}`, ASK_EVERY_SECONDS);
  if (count > 1) {
    const seconds = Math.max(1, Math.ceil((resetsAt.getTime() - Date.now()) / 1000));
    throw new AppError("rate_limited", { seconds });
  }
  await database().transaction(async (tx) => {
    const requestedAt = sql`clock_timestamp()`;
    await tx
      .insert(storageReports)
      .values({ schoolId, requestedAt })
      .onConflictDoUpdate({ target: storageReports.schoolId, set: { requestedAt } });
    await addJob(tx, "measure_school", { schoolId }, job(schoolId));
  });
}

/** Goes through a school's files and keeps what was found. For the worker. */
export async function measureSchool(schoolId: string): Promise<void> {
  const began = performance.now();
  const found = await database().transaction(
    async (tx) => {
      // Millions of rows take longer than anything a page may ask for.
      await tx.execute(sql`set local statement_timeout = '10min'`);
      const [school] = await tx
        .select({ id: schools.id, timeZone: schools.timeZone, now: sql<string>`clock_timestamp()` })
        .from(schools)
        .where(eq(schools.id, schoolId));
      if (school === undefined) return null;
      const measuredAt = new Date(school.now);
      const figures = await measureFiles(tx, { ...school, restricted: true }, measuredAt);
      const secret = and(eq(documents.schoolId, schoolId), documents.restricted);
      if ((await tx.$count(documents, secret)) === 0) return { figures, measuredAt };
      const open = await measureFiles(tx, { ...school, restricted: false }, measuredAt);
      return { figures: { ...figures, open }, measuredAt };
    },
    // All figures of a report are of one moment.
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (found === null) return;
  const kept = { ...found, tookMs: Math.round(performance.now() - began) };
  await database()
    .insert(storageReports)
    .values({ schoolId, ...kept })
    .onConflictDoUpdate({ target: storageReports.schoolId, set: kept });
}

/**
 * Has every school gone through whose last report is older than this, one after another.
 * @returns how many.
 */
export async function measureSchools(olderThanHours: number): Promise<number> {
  return database().transaction(async (tx) => {
    const due = await tx
      .select({ id: schools.id })
      .from(schools)
      .leftJoin(storageReports, eq(storageReports.schoolId, schools.id))
      .where(
        sql`coalesce(${storageReports.measuredAt}, '-infinity') < now() - make_interval(hours => ${olderThanHours})`,
      );
    for (const { id } of due) {
      await addJob(tx, "measure_school", { schoolId: id }, { ...job(id), priority: NIGHTLY_PRIORITY });
    }
    return due.length;
  });
}
