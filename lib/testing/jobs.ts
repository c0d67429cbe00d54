import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { Logger, runOnce, type TaskList } from "graphile-worker";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { config } from "#lib/config.ts";
// The real list of jobs is what is to be tested.
// oxlint-disable-next-line eslint/no-restricted-imports
import { tasks } from "#worker/tasks.ts";

const silent = new Logger(() => () => {});

// Those of every document of every test wait in the queue; their own tests make the ones they look at.
// Mail waits for the tests that have a mail server: others would drop it.
const {
  make_thumbnail: _thumbnails,
  mail_invitation,
  mail_message,
  mail_password_reset,
  mail_quota_warning,
  mail_webhook_disabled,
  // Those of other tests at the same moment have other receivers, and other rules.
  deliver_webhook: _webhooks,
  // The scanner is each test's own.
  scan_object: _scans,
  ...others
} = tasks;

async function run(taskList: TaskList): Promise<void> {
  await runOnce({
    connectionString: config().DATABASE_URL,
    taskList,
    concurrency: 4,
    noHandleSignals: true,
    logger: silent,
  });
}

/** Seconds that a job may be another worker's before nobody waits for it: it may be one that was killed. */
const AT_WORK_SECONDS = 10;

/** The jobs of these kinds that workers of other tests are about. */
async function takenByOthers(): Promise<string[]> {
  const kinds = sql.join(
    Object.keys(others).map((kind) => sql`${kind}`),
    sql`, `,
  );
  const rows = await database().execute<{ id: string }>(sql`
    select id::text as id from graphile_worker.jobs where task_identifier in (${kinds})
    and locked_at > now() - make_interval(secs => ${AT_WORK_SECONDS})`);
  return rows.map(({ id }) => id);
}

/**
 * Runs every job that is due, as the worker does, until none is left; thumbnails and mail wait. Tests share the queue: what
 * the worker of another one has taken is waited for, and done if it was put back.
 */
export async function runJobs(): Promise<void> {
  await run(others);
  const taken = await takenByOthers();
  if (taken.length === 0) return;
  const until = Date.now() + AT_WORK_SECONDS * 1000;
  while (Date.now() < until) {
    const still = new Set(await takenByOthers());
    if (!taken.some((id) => still.has(id))) break;
    await pause(20);
  }
  await run(others);
}

/** Sends the mail that is due, as the worker does. */
export async function runMail(): Promise<void> {
  await run({
    mail_invitation,
    mail_message,
    mail_password_reset,
    mail_quota_warning,
    mail_webhook_disabled,
  });
}

/** Moves time on for the objects of a school: their signatures have ended long ago, and their jobs are due. */
export async function endSignatures(schoolId: string): Promise<void> {
  const ids = sql`(select id::text from ${objects} where ${objects.schoolId} = ${schoolId})`;
  await database()
    .update(objects)
    .set({ signedUntil: sql`now() - interval '2 days'` })
    .where(eq(objects.schoolId, schoolId));
  const until = Date.now() + AT_WORK_SECONDS * 1000;
  for (;;) {
    await database().execute(sql`
      update graphile_worker._private_jobs set run_at = now() - interval '1 second'
      where split_part(key, ':', 2) in ${ids} and locked_at is null`);
    // A worker of another test that has one of them would put it off as it was.
    const held = await database().execute(sql`
      select from graphile_worker._private_jobs
      where split_part(key, ':', 2) in ${ids} and locked_at > now() - make_interval(secs => ${AT_WORK_SECONDS})`);
    if (held.length === 0 || Date.now() > until) return;
    await pause(20);
  }
}

/** The jobs that wait to delete an object. */
export async function deleteJobs(objectId: string): Promise<{ key: string; attempts: number }[]> {
  return database().execute(sql`
    select key, attempts from graphile_worker.jobs where key like ${`delete:${objectId}%`} order by key`);
}

/** The jobs that wait to make a document's thumbnail. */
export async function thumbnailJobs(
  documentId: string,
): Promise<{ task: string; attempts: number; priority: number; flags: unknown; payload: unknown }[]> {
  return database().execute(sql`
    select j.task_identifier as task, j.attempts, j.priority, j.flags, p.payload
    from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
    where j.key = ${`thumbnail:${documentId}`}`);
}
