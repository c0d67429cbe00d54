import { sql } from "drizzle-orm";
import postgres from "postgres";
import { database, type Transaction } from "#db/client.ts";

const TABLES = ["objects", "documents", "document_tags", "document_students", "audit_events"];

/**
 * Loads rows as fast as PostgreSQL takes them: its indexes are made afterwards, all at once, and neither triggers nor
 * foreign keys look at each row. What is loaded must be right by itself.
 */
export async function bulkLoad(load: (tx: Transaction) => Promise<void>): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
    await tx.execute(sql`set local session_replication_role = replica`);
    const indexes = await tx.execute<{ name: string; definition: string }>(sql`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = any(${sql.param(TABLES)}::regclass[])
        and not exists (select from pg_constraint where conindid = indexrelid)`);
    for (const { name } of indexes) await tx.execute(sql`drop index ${sql.raw(name)}`);
    await load(tx);
    for (const { definition } of indexes) await tx.execute(sql.raw(definition));
  });
  const alone = postgres(process.env.DATABASE_URL ?? "", {
    max: 1,
    // It says of each of the system's own tables that it was left out.
    onnotice: () => {},
    connection: { statement_timeout: 0 },
  });
  await alone`vacuum analyze`;
  await alone.end();
}
