import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";

const MIGRATION_LOCK = 7_236_411;
const OLDEST_SERVER = 150_000;
const ANSWER_MS = 10_000;

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

/**
 * Brings the database to this version: the product's tables, then those of the job queue. Several processes may
 * call it at once; an advisory lock lets one work at a time. The working directory must be the project's.
 * @throws {Error} whose message says in one line what is wrong with the database.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    if ((await serverVersion(sql)) < OLDEST_SERVER) throw new Error("PostgreSQL 15 or newer is needed.");
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), {
      migrationsFolder: join(process.cwd(), "db/migrations"),
    });
    await runMigrations({ connectionString: url });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
