import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";
import { isCurrent, isLesser } from "#db/current.ts";
import { continueAudit, guardTables } from "#db/guard.ts";

const MIGRATION_LOCK = 7_236_411;
const OLDEST_SERVER = 150_000;
const ANSWER_MS = 10_000;
const MIGRATIONS = join(process.cwd(), "db/migrations");

/** The server's version, or an error where it takes the connection and never says a word. */
async function serverVersion(sql: postgres.Sql): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = Object.assign(new Error("it does not answer"), { code: "CONNECT_TIMEOUT" });
    timer = setTimeout(() => reject(error), ANSWER_MS);
  });
  const asked = sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
  const [server] = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  return server?.version ?? 0;
}

/** The role of an address; empty where it names none. */
const roleOf = (url: string) => decodeURIComponent(URL.parse(url)?.username ?? "");

/**
 * Brings the database to this version: the product's tables, then those of the job queue, then what the app's role may
 * do with them. Several processes may call it at once; an advisory lock lets one work at a time. The working directory
 * must be the project's.
 * @param appUrl the address that the app uses, where `url` is that of the tables' owner.
 * @throws {Error} whose message says in one line what is wrong with the database.
 */
export async function migrateDatabase(url: string, appUrl = url): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    if ((await serverVersion(sql)) < OLDEST_SERVER) throw new Error("PostgreSQL 15 or newer is needed.");
    // The app's own role has nothing to do where the owner has been at work.
    if ((await isLesser(sql)) && (await isCurrent(sql))) return;
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS });
    await runMigrations({ connectionString: url });
    await continueAudit(sql);
    await guardTables(sql, roleOf(appUrl));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

type Journal = { entries: { when: number }[] };

/**
 * Brings a database to an earlier version of the tables, as those of a copy are that is put in next; `migrateDatabase`
 * takes it on from there.
 * @param version when its last migration was made (`Snapshot.version`).
 * @throws {Error} in one line, where this version of the product does not know it or the database is past it.
 */
export async function migrateTo(url: string, appUrl: string, version: number): Promise<void> {
  const journal = JSON.parse(await readFile(join(MIGRATIONS, "meta/_journal.json"), "utf8")) as Journal;
  const entries = journal.entries.filter(({ when }) => when <= version);
  if (entries.at(-1)?.when !== version)
    throw new Error("It was made by a newer version of Athena Docs than this one: update this one first.");
  const folder = await mkdtemp(join(tmpdir(), "athena-migrations-"));
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    if ((await serverVersion(sql)) < OLDEST_SERVER) throw new Error("PostgreSQL 15 or newer is needed.");
    await cp(MIGRATIONS, folder, { recursive: true });
    await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: folder });
    await runMigrations({ connectionString: url });
    const [last] = await sql<{ at: string }[]>`
      select max(created_at)::text as at from drizzle.__drizzle_migrations`;
    if (Number(last?.at) !== version)
      throw new Error(
        "This database was made ready by a newer version than the backup is of: make a new, empty one.",
      );
    await guardTables(sql, roleOf(appUrl));
  } finally {
    await sql.end({ timeout: 5 });
    await rm(folder, { recursive: true, force: true });
  }
}
