import "server-only";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { keepStatements } from "#db/prepared.ts";
import { quietQueryErrors } from "#db/quiet-errors.ts";
import { config } from "#lib/config.ts";

export type Database = PostgresJsDatabase;
/** A transaction of `Database`: what the steps of one transaction take. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

// Next may load this module once for each bundle; the pool must be one for the process.
const holder = globalThis as { athenaDatabase?: { db: Database; sql: postgres.Sql } };

/** Seconds between two tries to reach the database, at most. */
const LONGEST_PAUSE = 1;

function connect() {
  quietQueryErrors();
  const sql = postgres(config().DATABASE_URL, {
    max: 10,
    idle_timeout: 60,
    connect_timeout: 5,
    max_lifetime: 60 * 30,
    // Seconds: a database that was away for long must not be waited for long once it is back.
    backoff: (tries) => Math.min(LONGEST_PAUSE, 0.01 * 3 ** tries) * (0.5 + Math.random() / 2),
    onnotice: () => {},
    connection: {
      application_name: "athena-docs",
      // Nothing in the product needs longer; a stuck lock must answer, not hang.
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  });
  return { sql, db: drizzle(keepStatements(sql)) };
}

/** A connection of its own, for what lasts as long as a connection: session locks. To be ended by who asked for it. */
export function soleConnection(): postgres.Sql {
  return postgres(config().DATABASE_URL, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: "athena-docs presence" },
  });
}

/** The database of this process, connected on first use. */
export function database(): Database {
  holder.athenaDatabase ??= connect();
  return holder.athenaDatabase.db;
}

/** Ends the pool, for scripts and tests; waits at most `seconds` for running queries. */
export async function closeDatabase(seconds = 5): Promise<void> {
  const open = holder.athenaDatabase;
  delete holder.athenaDatabase;
  await open?.sql.end({ timeout: seconds });
}
