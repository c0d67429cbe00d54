import "server-only";
import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database } from "#db/client.ts";
import { importItems } from "#db/schema/import-items.ts";
import { importRuns } from "#db/schema/import-runs.ts";
import { importSheetRows } from "#db/schema/import-sheet-rows.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { anyWritePermission } from "#lib/documents/rights.ts";
import type { Outcome, Wanted } from "#lib/moving/types.ts";
import { ensureTags } from "#lib/tags/mutations.ts";

/** What came of a run: files, and the bytes of those that were stored. */
export type Totals = { stored: number; storedBytes: number; already: number; left: number };

/** Counts what became of one file. */
export function addTo(totals: Totals, outcome: Outcome): void {
  if (outcome.is === "stored") {
    totals.stored += 1;
    totals.storedBytes += outcome.size ?? 0;
  } else if (outcome.is === "already") totals.already += 1;
  else totals.left += 1;
}

/** Begins a run; what killed ones have left of their metadata goes. Answers its id. */
export async function beginRun(actor: Actor, source: string, isDry: boolean): Promise<string> {
  await authorize(actor, anyWritePermission(actor));
  const { schoolId, userId } = actor;
  const runId = v7();
  await database().transaction(async (tx) => {
    const over = tx
      .select({ id: importRuns.id })
      .from(importRuns)
      .where(
        and(
          eq(importRuns.schoolId, schoolId),
          or(
            sql`${importRuns.endedAt} is not null`,
            lt(importRuns.startedAt, sql`now() - interval '7 days'`),
          ),
        ),
      );
    await tx
      .delete(importSheetRows)
      .where(and(eq(importSheetRows.schoolId, schoolId), inArray(importSheetRows.runId, over)));
    await tx.insert(importRuns).values({ id: runId, schoolId, userId, source, isDry });
    if (isDry) return;
    await record(tx, actor, {
      action: "import.started",
      targetType: "import",
      targetId: runId,
      details: { source },
    });
  });
  return runId;
}

/** Ends a run, with what came of it. */
export async function endRun(actor: Actor, runId: string, totals: Totals): Promise<void> {
  await authorize(actor, anyWritePermission(actor));
  const { stored, storedBytes, already, left } = totals;
  await database().transaction(async (tx) => {
    const [run] = await tx
      .update(importRuns)
      .set({ ...totals, endedAt: sql`now()` })
      .where(
        and(eq(importRuns.schoolId, actor.schoolId), eq(importRuns.id, runId), isNull(importRuns.endedAt)),
      )
      .returning();
    await tx
      .delete(importSheetRows)
      .where(and(eq(importSheetRows.schoolId, actor.schoolId), eq(importSheetRows.runId, runId)));
    if (run === undefined || run.isDry) return;
    await record(tx, actor, {
      action: "import.finished",
      targetType: "import",
      targetId: runId,
      details: { source: run.source, stored, bytes: storedBytes, already, left_out: left },
    });
  });
}

/**
 * The journal's row of a file, made where there is none: before anything of it is stored. Its tags are made with it.
 * @returns its id, and the document where it became one already.
 * @throws {AppError} `too_many_tags`, `invalid_request` for what no tag can be called.
 */
export async function openItem(
  actor: Actor,
  runId: string,
  item: {
    sourceKey: string;
    path: string;
    size: number;
    sha256: string;
    stamp: string | null;
    wanted: Wanted;
    tags: readonly string[];
  },
): Promise<{ id: string; documentId: string | null }> {
  await authorize(actor, anyWritePermission(actor));
  const { tags, wanted, ...row } = item;
  const { schoolId } = actor;
  return database().transaction(async (tx) => {
    const tagIds = (await ensureTags(tx, schoolId, tags)).map(({ id }) => id);
    const meant = { ...wanted, ...(tagIds.length > 0 && { tagIds }) };
    const [made] = await tx
      .insert(importItems)
      .values({ ...row, schoolId, runId, wanted: meant })
      .onConflictDoUpdate({
        target: [importItems.schoolId, importItems.sourceKey],
        set: {
          wanted: sql`case when ${importItems.doneAt} is null then excluded.wanted else ${importItems.wanted} end`,
        },
      })
      .returning({ id: importItems.id, documentId: importItems.documentId });
    if (made === undefined) throw new Error("A row of the journal was not written.");
    return made;
  });
}
