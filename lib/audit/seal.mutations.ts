import "server-only";
import { database } from "#db/client.ts";
import { auditSealCopies } from "#db/schema/audit-seal-copies.ts";
import { auditSeals } from "#db/schema/audit-seals.ts";
import type { Seal } from "#lib/audit/seal.data.ts";

/** Adds a seal to its chain. @returns whether it is this one, and not another worker's of the same number. */
export async function insertSeal(seal: Seal): Promise<boolean> {
  const { after, last, ...facts } = seal;
  const rows = await database()
    .insert(auditSeals)
    .values({ ...facts, afterTx: after.tx, afterId: after.id, lastTx: last.tx, lastId: last.id })
    .onConflictDoNothing()
    .returning({ number: auditSeals.number });
  return rows.length > 0;
}

/** Notes that the bucket has a seal's head. */
export async function noteCopy(chain: string, number: number): Promise<void> {
  await database().insert(auditSealCopies).values({ chain, number }).onConflictDoNothing();
}
