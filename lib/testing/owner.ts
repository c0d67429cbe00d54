import type { SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { config } from "#lib/config.ts";

/** Runs statements as who owns the tables: the app itself may change none. */
export async function asOwner(...statements: SQL[]): Promise<void> {
  const { DATABASE_MIGRATION_URL, DATABASE_URL } = config();
  const sql = postgres(DATABASE_MIGRATION_URL ?? DATABASE_URL, { max: 1, onnotice: () => {} });
  try {
    for (const statement of statements) await drizzle(sql).execute(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
