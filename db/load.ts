import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { aloneFor, quoted, type Sequence, type Table, tablesOf } from "#db/snapshot.ts";

/** What is put into a database: tables as `withSnapshot` reads them. */
export type Load = {
  tables: Table[];
  sequences: Sequence[];
  /** The rows of a table, as COPY takes them. */
  rows: (table: Table) => AsyncIterable<Uint8Array>;
  /** The jobs that wait, likewise. */
  jobs: () => AsyncIterable<Uint8Array>;
  /** Told of each table that is in. */
  onTable: (table: Table, rows: number) => void;
  /** Looks, behind all rows and before any of them is there for others, whether they may stay: throws where not. */
  beforeCommit?: () => Promise<void>;
  /** Null where it takes the place of another that has ended; else it is a copy from before, and perhaps beside one. */
  copy: {
    /** Whether it is to send: else webhooks are paused, and what was to be mailed or sent is dropped. */
    isLive: boolean;
  } | null;
};

type Constraint = { table: string; name: string; definition: string };
type Trigger = { table: string; name: string; mode: "O" | "D" | "R" | "A" };

const ENABLE: Readonly<Record<Trigger["mode"], string>> = {
  O: "enable",
  D: "disable",
  R: "enable replica",
  A: "enable always",
};

/**
 * Whether nobody has begun to use a database: no tables of the product, or no school and no person in them.
 * @throws {Error} of the database's.
 */
export async function isUnused(sql: postgres.Sql | postgres.TransactionSql): Promise<boolean> {
  const [there] = await sql<{ is: boolean }[]>`
    select to_regclass('public.schools') is not null and to_regclass('public.users') is not null as is`;
  if (!there?.is) return true;
  const [used] = await sql<{ is: boolean }[]>`
    select exists (select from schools) or exists (select from users) as is`;
  return used?.is === false;
}

async function foreignKeys(sql: postgres.TransactionSql): Promise<Constraint[]> {
  return sql<Constraint[]>`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.conparentid = 0 and c.relnamespace = 'public'::regnamespace
    order by c.relname, k.conname`;
}

async function triggers(sql: postgres.TransactionSql): Promise<Trigger[]> {
  return sql<Trigger[]>`
    select c.relname as table, t.tgname as name, t.tgenabled::text as mode
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by c.relname, t.tgname`;
}

const of = (table: string) => `public.${quoted(table)}`;

async function copyIn(
  sql: postgres.TransactionSql,
  into: string,
  columns: readonly string[],
  rows: AsyncIterable<Uint8Array>,
): Promise<number> {
  const copy = `copy ${into} (${columns.map(quoted).join(", ")}) from stdin`;
  await pipeline(Readable.from(rows), await sql.unsafe(copy).writable());
  const [counted] = await sql.unsafe<{ count: string }[]>(`select count(*)::text as count from ${into}`);
  return Number(counted?.count ?? 0);
}

/** The jobs go the way of every job, so that this version of the queue keeps them as it wants to. */
async function addJobs(
  sql: postgres.TransactionSql,
  rows: AsyncIterable<Uint8Array>,
  isSilent: boolean,
): Promise<void> {
  await sql`create temporary table moved_jobs (task text, payload text, queue text, run_at timestamptz,
    max_attempts int, key text, priority int, flags text[]) on commit drop`;
  const columns = ["task", "payload", "queue", "run_at", "max_attempts", "key", "priority", "flags"];
  await copyIn(sql, "moved_jobs", columns, rows);
  if (isSilent)
    await sql`delete from moved_jobs where starts_with(task, 'mail_') or task = 'deliver_webhook'`;
  await sql`
    select graphile_worker.add_job(task, payload => payload::json, queue_name => queue, run_at => run_at,
      max_attempts => max_attempts, job_key => key, priority => priority, flags => flags) from moved_jobs`;
}

/** Foreign keys and triggers of the owner's; those of the system a mere owner could not turn off. */
async function withoutRules<T>(sql: postgres.TransactionSql, work: () => Promise<T>): Promise<T> {
  const [keys, active] = [await foreignKeys(sql), await triggers(sql)];
  for (const { table, name } of active)
    await sql.unsafe(`alter table ${of(table)} disable trigger ${quoted(name)}`);
  for (const { table, name } of keys)
    await sql.unsafe(`alter table ${of(table)} drop constraint ${quoted(name)}`);
  const done = await work();
  // Each is held against every row once more as it comes back.
  for (const { table, name, definition } of keys)
    await sql.unsafe(`alter table ${of(table)} add constraint ${quoted(name)} ${definition}`);
  for (const { table, name, mode } of active)
    await sql.unsafe(`alter table ${of(table)} ${ENABLE[mode]} trigger ${quoted(name)}`);
  return done;
}

/** Nothing of a copy is at its end before somebody has looked at it: its trash has its days anew, from now on. */
async function settleCopy(
  sql: postgres.TransactionSql,
  present: readonly Table[],
  isSilent: boolean,
): Promise<void> {
  await sql`update documents set deleted_at = now() where deleted_at is not null`;
  // An older version has none.
  if (isSilent && present.some(({ name }) => name === "webhooks"))
    await sql`update webhooks set state = 'paused', busy_until = null where state = 'active'`;
}

/**
 * Puts tables into a database of the same version that nobody has used, all or nothing: one transaction, in which the
 * foreign keys are dropped and made again and the triggers rest. An owner's rights are enough.
 * @throws {Error} where the database is in use, has other tables, or the rows do not fit together.
 */
export async function loadDatabase(url: string, load: Load): Promise<void> {
  const sql = postgres(url, aloneFor("athena-docs restore"));
  const isSilent = load.copy?.isLive === false;
  try {
    await sql.begin(async (tx) => {
      const present = await tablesOf(tx);
      const columns = new Map(present.map((table) => [table.name, table.columns.toSorted().join()]));
      const other = load.tables.find((table) => columns.get(table.name) !== table.columns.toSorted().join());
      if (other) throw new Error(`The table ${other.name} is another one in this database.`);
      await tx.unsafe(
        `lock table ${present.map(({ name }) => of(name)).join(", ")} in access exclusive mode`,
      );
      if (!(await isUnused(tx))) throw new Error("This database is in use: there are people in it.");
      await withoutRules(tx, async () => {
        // What migrations have put in comes from the copy.
        await tx.unsafe(`truncate ${present.map(({ name }) => of(name)).join(", ")}`);
        for (const table of load.tables) {
          const count = await copyIn(tx, of(table.name), table.columns, load.rows(table));
          load.onTable(table, count);
        }
        if (load.copy !== null) await settleCopy(tx, present, isSilent);
      });
      for (const { name, value, called } of load.sequences)
        await tx`select setval(${of(name)}::regclass, ${value}::bigint, ${called})`;
      await addJobs(tx, load.jobs(), isSilent);
      await load.beforeCommit?.();
    });
    await sql`analyze`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
