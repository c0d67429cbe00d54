import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { sealChain } from "#lib/audit/seal.ts";
import { verifyChain } from "#lib/audit/verify.ts";
import { config } from "#lib/config.ts";

const TABLES = ["audit_events", "audit_seals", "audit_seal_copies"];

/** Does what only the owner of the database can do: turns the guards off and changes what it likes. */
export async function tamper(work: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<void> {
  const sql = postgres(config().DATABASE_MIGRATION_URL ?? config().DATABASE_URL, {
    max: 1,
    onnotice: () => {},
  });
  try {
    await sql.begin(async (tx) => {
      for (const table of TABLES) await tx.unsafe(`alter table ${table} disable trigger user`);
      await work(tx);
      for (const table of TABLES) await tx.unsafe(`alter table ${table} enable trigger user`);
    });
  } finally {
    await sql.end();
  }
}

/** Writes so many events of a chain, each in a transaction of its own, and answers their ids. */
export async function writeEvents(chain: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const [row] = await database()
      .insert(auditEvents)
      .values({
        schoolId: chain,
        action: "document.viewed",
        outcome: "ok",
        targetType: "document",
        targetId: randomUUID(),
        details: { filename: `Page ${at}.pdf` },
      })
      .returning({ id: auditEvents.id });
    ids.push(row?.id ?? "");
  }
  return ids;
}

/** Seals all that is there; fails where a transaction that is under way holds some of it back. */
export async function sealAll(chain: string): Promise<void> {
  await sealChain(chain);
  expect((await verifyChain(chain)).openSince).toBeNull();
}
