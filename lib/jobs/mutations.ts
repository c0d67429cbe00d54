import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import type { Jobs } from "#lib/jobs/types.ts";

/**
 * Adds a job in the caller's transaction: a rollback leaves no job. `key` makes it one job however often it is added.
 * Jobs with a lower `priority` (0 where none is given) go first; a worker may hold back those with a `flag`.
 */
export async function addJob<Name extends keyof Jobs>(
  tx: Transaction,
  name: Name,
  payload: Jobs[Name],
  options: { runAt?: Date; key?: string; priority?: number; flag?: string } = {},
): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${name}::text,
      payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt?.toISOString() ?? null}::timestamptz,
      job_key => ${options.key ?? null}::text,
      max_attempts => 25,
      priority => ${options.priority ?? 0}::int,
      flags => ${options.flag === undefined ? null : `{${options.flag}}`}::text[]
    )`);
}

/** `addJob` for many of one name in one statement, each with its key. */
export async function addJobs<Name extends keyof Jobs>(
  tx: Transaction,
  name: Name,
  jobs: readonly { payload: Jobs[Name]; key: string }[],
): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${name}::text, payload => job -> 'payload', job_key => job ->> 'key', max_attempts => 25
    ) from json_array_elements(${JSON.stringify(jobs)}::json) job`);
}
