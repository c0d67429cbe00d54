import "server-only";
import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";

/** Rows after which nobody counts on: a number so high says all there is to say, and counting must stay cheap. */
export const MOST_COUNTED = 10_000;

/** Jobs of one name. `oldestSeconds`: for how long the first of those that are due has waited. */
export type JobsOf = {
  task: string;
  waiting: number;
  scheduled: number;
  running: number;
  failed: number;
  oldestSeconds: number;
};

/** How many wait, and for how long the first has. */
export type Waiting = { count: number; oldestSeconds: number };

export type Backlog = {
  jobs: JobsOf[];
  /** Objects that are still to be deleted at the store. */
  deleting: Waiting;
  /** Webhook deliveries that are due. */
  deliveries: Waiting;
  /** Seconds since 1970 at which what runs by itself last ran to its end. */
  beats: { name: string; at: number }[];
  /** Connections of this database's users by what they do. */
  connections: { application: string; state: string; count: number }[];
};

async function jobs(): Promise<JobsOf[]> {
  return database().execute<JobsOf>(sql`
    select task_identifier as task,
      count(*) filter (where not failed and locked_at is null and run_at <= now())::int as waiting,
      count(*) filter (where not failed and locked_at is null and run_at > now())::int as scheduled,
      count(*) filter (where locked_at is not null)::int as running,
      count(*) filter (where failed)::int as failed,
      coalesce(extract(epoch from now() - min(run_at)
        filter (where not failed and locked_at is null and run_at <= now())), 0)::float8 as "oldestSeconds"
    from (select task_identifier, run_at, locked_at, locked_at is null and attempts >= max_attempts as failed
      from graphile_worker.jobs limit ${MOST_COUNTED}) j
    group by 1`);
}

async function deleting(): Promise<Waiting> {
  const [row] = await database().execute<Waiting>(sql`
    select count(*)::int as count,
      coalesce(extract(epoch from now() - min(deleting_since)), 0)::float8 as "oldestSeconds"
    from (select deleting_since from objects where state = 'deleting'
      order by deleting_since limit ${MOST_COUNTED}) o`);
  return row ?? { count: 0, oldestSeconds: 0 };
}

async function deliveries(): Promise<Waiting> {
  const [row] = await database().execute<Waiting>(sql`
    select count(*)::int as count,
      coalesce(extract(epoch from now() - min(next_attempt_at)), 0)::float8 as "oldestSeconds"
    from (select next_attempt_at from webhook_deliveries
      where state = 'waiting' and next_attempt_at <= now() limit ${MOST_COUNTED}) d`);
  return row ?? { count: 0, oldestSeconds: 0 };
}

async function beats(): Promise<Backlog["beats"]> {
  return database().execute<Backlog["beats"][number]>(
    sql`select name, extract(epoch from at)::float8 as at from heartbeats`,
  );
}

async function connections(): Promise<Backlog["connections"]> {
  return database().execute<Backlog["connections"][number]>(sql`
    select case when application_name in ('athena-docs', 'graphile-worker') then application_name else 'other' end
        as application,
      coalesce(state, 'unknown') as state, count(*)::int as count
    from pg_stat_activity where datname = current_database() and backend_type = 'client backend' group by 1, 2`);
}

/** What waits to be done in this installation, whichever process does it. No more than `MOST_COUNTED` of each is counted. */
export async function readBacklog(): Promise<Backlog> {
  const [jobsNow, deletingNow, deliveriesNow, beatsNow, connectionsNow] = await Promise.all([
    jobs(),
    deleting(),
    deliveries(),
    beats(),
    connections(),
  ]);
  return {
    jobs: jobsNow,
    deleting: deletingNow,
    deliveries: deliveriesNow,
    beats: beatsNow,
    connections: connectionsNow,
  };
}
