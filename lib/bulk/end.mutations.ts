import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { bulkActions } from "#db/schema/bulk-actions.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import { AppError } from "#lib/errors.ts";

export type BulkRow = typeof bulkActions.$inferSelect;

type End = Pick<BulkRow, "state"> & { stoppedBy?: BulkRow["stoppedBy"] };

const OUTCOMES = { done: "ok", stopped: "denied", failed: "failed" } as const;

/** Ends an action whose row is locked, and writes into the audit what became of it. */
export async function endAction(
  tx: Transaction,
  subject: AuditSubject,
  row: BulkRow,
  end: End & { state: "done" | "stopped" | "failed" },
): Promise<BulkRow> {
  const [ended] = await tx
    .update(bulkActions)
    .set({ state: end.state, stoppedBy: end.stoppedBy ?? null, finishedAt: sql`now()` })
    .where(eq(bulkActions.id, row.id))
    .returning();
  if (ended === undefined) throw new AppError("internal");
  if ((row.action === "undo" || row.action === "undescribe") && end.state !== "done") {
    // What it has not come to can be asked back once more.
    await tx
      .update(bulkActions)
      .set({ undoneBy: null })
      .where(and(eq(bulkActions.schoolId, row.schoolId), eq(bulkActions.undoneBy, row.id)));
  }
  const { action, total, done, skippedRights, skippedGone, stoppedBy } = ended;
  await record(
    tx,
    { ...subject, schoolId: row.schoolId, origin: subject.origin },
    {
      action: "bulk.finished",
      outcome: stoppedBy === "owner" ? "ok" : OUTCOMES[end.state],
      targetType: "bulk_action",
      targetId: row.id,
      details: {
        action,
        state: end.state,
        stopped_by: stoppedBy,
        total,
        done,
        skipped_rights: skippedRights,
        skipped_gone: skippedGone,
      },
    },
  );
  return ended;
}
