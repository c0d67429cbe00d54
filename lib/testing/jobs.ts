import { eq, sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { config } from "#lib/config.ts";
// The real list of jobs is what is to be tested.
// oxlint-disable-next-line eslint/no-restricted-imports
import { tasks } from "#worker/tasks.ts";

const silent = new Logger(() => () => {});

/** Runs every job that is due, as the worker does, until none is left. */
export async function runJobs(): Promise<void> {
  await runOnce({
    connectionString: config().DATABASE_URL,
    taskList: tasks,
    concurrency: 4,
    noHandleSignals: true,
    logger: silent,
  });
}

/** Moves time on for the objects of a school: their signatures have ended long ago, and their jobs are due. */
export async function endSignatures(schoolId: string): Promise<void> {
  const ids = sql`(select id::text from ${objects} where ${objects.schoolId} = ${schoolId})`;
  await database()
    .update(objects)
    .set({ signedUntil: sql`now() - interval '2 days'` })
    .where(eq(objects.schoolId, schoolId));
  await database().execute(sql`
    update graphile_worker._private_jobs set run_at = now() - interval '1 second'
    where split_part(key, ':', 2) in ${ids} and locked_at is null`);
}

/** The jobs that wait to delete an object. */
export async function deleteJobs(objectId: string): Promise<{ key: string; attempts: number }[]> {
  return database().execute(sql`
    select key, attempts from graphile_worker.jobs where key like ${`delete:${objectId}%`} order by key`);
}
