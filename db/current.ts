import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";

type Journal = { entries: { when: number }[] };

/** Whether this role may not change tables: the app's own, where another owns them. */
export async function isLesser(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ may: boolean }[]>`
    select has_database_privilege(current_database(), 'create') as may`;
  return row?.may === false;
}

/** Whether the database is of this version already. */
export async function isCurrent(sql: postgres.Sql): Promise<boolean> {
  const { entries } = JSON.parse(
    readFileSync(join(process.cwd(), "db/migrations/meta/_journal.json"), "utf8"),
  ) as Journal;
  const [there] = await sql<{ table: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations')::text as table
    where has_schema_privilege(coalesce(to_regnamespace('drizzle'), 'public'::regnamespace)::oid, 'usage')`;
  if (!there?.table) return false;
  const [last] = await sql<{ at: string }[]>`
    select coalesce(max(created_at), 0)::text as at from drizzle.__drizzle_migrations`;
  return Number(last?.at ?? 0) >= Math.max(...entries.map(({ when }) => when));
}
