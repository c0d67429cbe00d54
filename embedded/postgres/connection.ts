import postgres from "postgres";
import type { Instance } from "./instance.ts";

export const ADMIN_ROLE = "postgres";
/** Owns the tables. */
export const OWNER_ROLE = "athena";
/** What the app and the worker are: may use the tables, and only add to the audit. */
export const APP_ROLE = "athena_app";
export const APP_DATABASE = "athena";

/** The address of a database on this machine's server for a role. Holds the password: never print it. */
export function databaseUrl(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** Runs `work` on one connection of the server's administrator and closes it. */
export async function asAdministrator<T>(
  instance: Instance,
  port: number,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const url = databaseUrl(ADMIN_ROLE, instance.adminPassword, port, "postgres");
  // Said outright, for a PGSSLMODE meant for another server would count here otherwise.
  const sql = postgres(url, { max: 1, connect_timeout: 5, ssl: false, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
