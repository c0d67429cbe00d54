import "server-only";
import { sql } from "drizzle-orm";
import { database, soleConnection } from "#db/client.ts";

/** Seconds after which the worker of a job is looked for. */
const LOOK_AFTER_SECONDS = 30;

/** What a worker holds for as long as it lives, by its id; the database lets go of it as its connection ends. */
const HELD = "worker ";

export type Presence = {
  /** Holds again what was lost with a connection. */
  renew(): Promise<void>;
  leave(): Promise<void>;
};

/**
 * Says that workers are alive, for as long as this process is: by locks of a connection of its own.
 * @param workerIds by which their jobs are locked: of graphile-worker's pools.
 */
export async function bePresent(workerIds: readonly string[]): Promise<Presence> {
  const connection = soleConnection();
  const renew = async () => {
    await connection`
      select pg_advisory_lock(hashtextextended(${HELD} || id, 0))
      from unnest(${workerIds as string[]}::text[]) id
      where not exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())`;
  };
  await renew();
  return { renew, leave: () => connection.end({ timeout: 1 }) };
}

/**
 * Frees the jobs of workers that were killed: another takes them at once, not after the four hours that graphile-worker
 * waits. Every job may be run again.
 * @returns how many workers had left some.
 */
export async function freeLostJobs(): Promise<number> {
  return database().transaction(async (tx) => {
    const gone = await tx.execute<{ id: string }>(sql`
      select id from (
        select distinct locked_by as id from graphile_worker._private_jobs
        where locked_by is not null and locked_at < now() - make_interval(secs => ${LOOK_AFTER_SECONDS})
      ) busy where pg_try_advisory_xact_lock(hashtextextended(${HELD}::text || id, 0))`);
    const ids = gone.map(({ id }) => id);
    if (ids.length > 0)
      await tx.execute(sql`select graphile_worker.force_unlock_workers(${`{${ids.join(",")}}`}::text[])`);
    return ids.length;
  });
}
