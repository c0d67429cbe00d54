import "server-only";
import { and, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { profileImages } from "#db/schema/profile-images.ts";
import { reconcileFindings } from "#db/schema/reconcile-findings.ts";
import { reconcileRuns } from "#db/schema/reconcile-runs.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction, AuditSubject } from "#lib/audit/types.ts";
import { config } from "#lib/config.ts";
import { recount } from "#lib/documents/recount.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { requestCopy } from "#lib/publishing/mutations.ts";
import { HARMLESS, RECONCILE_FLAG, REPAIR_BATCH } from "#lib/reconcile/constants.ts";
import { mostRepairs } from "#lib/reconcile/limit.ts";
import { placeOf } from "#lib/reconcile/place.ts";
import type { RunRow } from "#lib/reconcile/run.mutations.ts";
import { countOpenFindings, repairsOfToday } from "#lib/reconcile/runs.data.ts";
import type { Found, Sort } from "#lib/reconcile/types.ts";
import { firstScanAfter, requestScan } from "#lib/scan/arrival.mutations.ts";
import { scannerOf } from "#lib/scan/scanner.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { holdObject, releaseObject } from "#lib/storage/stored.mutations.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";

export type FindingRow = typeof reconcileFindings.$inferSelect;

/** What is still to be repaired of a run: not what a repair has dealt with, nor what was marked before. */
const open = (runId: string, sorts: readonly Sort[]) =>
  and(
    eq(reconcileFindings.runId, runId),
    inArray(reconcileFindings.sort, [...sorts]),
    isNull(reconcileFindings.repair),
    eq(reconcileFindings.known, false),
  );

async function addRepairJob(tx: Transaction, runId: string): Promise<void> {
  await addJob(tx, "reconcile_repair", { runId }, { key: `reconcile-repair:${runId}`, flag: RECONCILE_FLAG });
}

/**
 * Begins the repair of what the latest run found, of these sorts.
 * @param asked.job false for a command that does the work itself.
 * @throws {AppError} `not_found` where the run is not the latest or has not ended well, or there is nothing to repair;
 * `repair_too_large` where it would touch more of the bucket than is allowed in a day: then nothing is touched.
 */
export async function beginRepair(
  subject: AuditSubject,
  runId: string,
  asked: { sorts: readonly Sort[]; job: boolean },
): Promise<void> {
  const room = await database().transaction(async (tx) => {
    // One decides at a time, so that two cannot both find room.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('reconcile-repair', 0))`);
    const [latest] = await tx
      .select()
      .from(reconcileRuns)
      .orderBy(sql`${reconcileRuns.createdAt} desc, ${reconcileRuns.id} desc`)
      .limit(1);
    if (latest?.id !== runId || latest.state !== "done" || latest.repair === "running")
      throw new AppError("not_found");
    const counts = await countOpenFindings(tx, runId);
    const wanted = asked.sorts.reduce((sum, sort) => sum + (counts[sort] ?? 0), 0);
    if (wanted === 0) throw new AppError("not_found");
    const touching = asked.sorts
      .filter((sort) => !HARMLESS.includes(sort))
      .reduce((sum, sort) => sum + (counts[sort] ?? 0), 0);
    const limit = mostRepairs(latest.objects, config().RECONCILE_MAX_REPAIR_PERCENT);
    const today = await repairsOfToday(tx);
    const isTooLarge = touching > 0 && touching + today > limit;
    await record(tx, subject, {
      action: "reconcile.repair_asked",
      outcome: isTooLarge ? "denied" : "ok",
      targetType: "reconcile_run",
      targetId: runId,
      details: { sorts: asked.sorts.join(","), faults: wanted, limit, today },
    });
    if (isTooLarge) return { count: touching, limit: Math.max(0, limit - today) };
    await tx
      .update(reconcileRuns)
      .set({ repair: "running", repairSorts: [...asked.sorts], repairBy: subject.userId ?? null })
      .where(eq(reconcileRuns.id, runId));
    if (asked.job) await addRepairJob(tx, runId);
    return null;
  });
  if (room !== null) throw new AppError("repair_too_large", room);
}

/** The next findings of a repair that is under way, with the run they are of; null once there is nothing more to do. */
export async function nextRepairs(
  runId: string,
): Promise<{ run: RunRow; findings: readonly FindingRow[] } | null> {
  const db = database();
  const [run] = await db
    .select()
    .from(reconcileRuns)
    .where(and(eq(reconcileRuns.id, runId), eq(reconcileRuns.repair, "running")));
  if (run === undefined) return null;
  const findings = await db
    .select()
    .from(reconcileFindings)
    .where(open(runId, run.repairSorts ?? []))
    .orderBy(reconcileFindings.id)
    .limit(REPAIR_BATCH);
  return { run, findings };
}

/** Ends a repair. */
export async function endRepair(runId: string, state: "done" | "failed"): Promise<void> {
  await database()
    .update(reconcileRuns)
    .set({ repair: state, repairedAt: sql`clock_timestamp()` })
    .where(and(eq(reconcileRuns.id, runId), eq(reconcileRuns.repair, "running")));
}

/** Has the repair go on later. */
export async function continueRepair(runId: string): Promise<void> {
  await database().transaction((tx) => addRepairJob(tx, runId));
}

/** Notes what became of a finding; false where another worker has dealt with it. */
export async function settleFinding(
  tx: Transaction,
  findingId: string,
  repair: "done" | "over",
): Promise<boolean> {
  const rows = await tx
    .update(reconcileFindings)
    .set({ repair, repairedAt: sql`clock_timestamp()` })
    .where(and(eq(reconcileFindings.id, findingId), isNull(reconcileFindings.repair)))
    .returning({ id: reconcileFindings.id });
  return rows.length > 0;
}

/** Notes that a finding holds no more: nothing is to be done. */
export const settleOver = (findingId: string) =>
  database().transaction((tx) => settleFinding(tx, findingId, "over"));

/** Gives an object without a row its row, already marked for deletion; the usual job then deletes it. */
async function adoptStray(tx: Transaction, found: Found): Promise<boolean> {
  const [row] = await tx
    .insert(objects)
    .values({
      id: v7(),
      key: found.key ?? "",
      bucket: found.bucket ?? "private",
      purpose: "stray",
      size: found.foundSize ?? 0,
      state: "deleting",
      deletingSince: sql`now()`,
    })
    .onConflictDoNothing()
    .returning({ id: objects.id });
  if (row === undefined) return false;
  await addJob(tx, "delete_object", { objectId: row.id }, { key: `delete:${row.id}` });
  return true;
}

const MARKS = { file_missing: "missing", file_differs: "damaged", file_returned: "returned" } as const;

/**
 * What a file is whose bytes are there again: the virus scanner may have kept it from everybody before, and what it said
 * then it did not say of these bytes.
 */
const returnedTo = (objectId: string) => sql`(
  select case ${objects.scan} when 'waiting' then 'checking' when 'infected' then 'infected'
    when 'too_large' then 'unscannable' else ${scannerOf() === null ? "ready" : "checking"} end
  from ${objects} where ${objects.id} = ${objectId})`;

/** Has bytes that are there again scanned like new ones, where there is a scanner. */
async function scanReturned(tx: Transaction, objectId: string): Promise<void> {
  if (scannerOf() === null) return;
  const rows = await tx
    .update(objects)
    .set({ scan: "waiting", scanTries: 0, scanAfter: firstScanAfter("waiting") })
    .where(
      and(
        eq(objects.id, objectId),
        sql`(${objects.scan} is null or ${objects.scan} not in ('infected', 'too_large'))`,
      ),
    )
    .returning({ id: objects.id });
  if (rows.length > 0) await requestScan(tx, objectId);
}

/**
 * Marks a document, or an old version of one, as what its bytes are. It stays where it is: a record of a child's file is
 * never dropped.
 */
async function markDocument(
  tx: Transaction,
  found: Found,
  mark: (typeof MARKS)[keyof typeof MARKS],
): Promise<boolean> {
  const { documentId } = found;
  const objectId = found.objectId ?? v7();
  // Held, so that what it holds does not become an old version in between.
  const locked = eq(documents.id, documentId ?? v7());
  const [document] = await tx
    .select({ schoolId: documents.schoolId, holds: documents.objectId })
    .from(documents)
    .where(locked)
    .for("update");
  const marked = [];
  for (const table of [documents, documentVersions]) {
    const isOther =
      mark === "returned" ? inArray(table.status, ["missing", "damaged"]) : sql`${table.status} <> ${mark}`;
    const status = mark === "returned" ? returnedTo(objectId) : mark;
    const changed = and(eq(table.objectId, objectId), isOther);
    marked.push(...(await tx.update(table).set({ status }).where(changed).returning({ id: table.objectId })));
  }
  if (marked.length === 0) return false;
  if (mark === "returned") await scanReturned(tx, objectId);
  // Of an old version nobody is told.
  if (document !== undefined && document.holds === objectId && documentId)
    await announceDocuments(tx, document.schoolId, "document.updated", [documentId]);
  // What the bucket does not hold costs nothing.
  if (mark === "missing") await releaseObject(tx, found.objectId ?? "");
  if (mark === "returned") await holdObject(tx, found.objectId ?? "");
  return true;
}

/** Has a copy made again: none of them is a file of its own. */
async function remakeCopy(tx: Transaction, found: Found): Promise<boolean> {
  const id = found.objectId ?? v7();
  const [row] = await tx
    .select({ state: objects.state, purpose: objects.purpose, schoolId: objects.schoolId })
    .from(objects)
    .where(eq(objects.id, id))
    .for("update");
  if (row?.state !== "live") return false;
  if (row.purpose === "thumbnail") {
    // The filler makes another one, under another key.
    await tx.update(documents).set({ thumbnailObjectId: null }).where(eq(documents.thumbnailObjectId, id));
    await markDeleting(tx, [id]);
  } else if (row.purpose === "avatar") {
    // Nobody but the person has it: without the rest of it their initials stand for them again.
    await tx.delete(profileImages).where(eq(profileImages.objectId, id));
    await markDeleting(tx, [id]);
  } else if (row.purpose === "published") {
    await tx.update(objects).set({ state: "pending", signedUntil: null }).where(eq(objects.id, id));
    await requestCopy(tx, id);
    await releaseObject(tx, id);
  } else {
    // The sweep makes what is wanted and not made.
    await tx.update(schoolLogos).set({ madeAt: null, problem: null }).where(eq(schoolLogos.objectId, id));
  }
  return true;
}

const ACTIONS: Readonly<Record<Sort, AuditAction>> = {
  file_missing: "document.missing",
  file_differs: "document.damaged",
  file_returned: "document.returned",
  copy_wrong: "reconcile.copy_remade",
  object_unknown: "reconcile.object_deleted",
  parts_unknown: "reconcile.parts_ended",
  totals_drift: "reconcile.totals_set",
};

const targetOf = ({ sort, documentId, objectId, schoolId }: Found) => {
  if (sort.startsWith("file_")) return { targetType: "document", targetId: documentId ?? null };
  if (sort === "totals_drift") return { targetType: "school", targetId: schoolId ?? null };
  return { targetType: "object", targetId: objectId ?? null };
};

async function apply(tx: Transaction, found: Found): Promise<boolean> {
  switch (found.sort) {
    case "file_missing":
    case "file_differs":
    case "file_returned":
      return markDocument(tx, found, MARKS[found.sort]);
    case "copy_wrong":
      return remakeCopy(tx, found);
    case "object_unknown":
      return adoptStray(tx, found);
    // The caller has given it up at the store, which no transaction waits for.
    case "parts_unknown":
      return true;
    case "totals_drift":
      if (!found.kind) return false;
      return recount(tx, found.schoolId ?? null, found.kind);
  }
}

/**
 * Puts one fault right that was found to be there a moment ago: change, audit and finding in one transaction. What has
 * changed since is left alone.
 */
export async function repairOne(subject: AuditSubject, findingId: string, found: Found): Promise<void> {
  await database().transaction(async (tx) => {
    const isDone = await apply(tx, found);
    if (!(await settleFinding(tx, findingId, isDone ? "done" : "over")) || !isDone) return;
    const { targetType, targetId } = targetOf(found);
    const { expectedSize, foundSize, bucket, kind } = found;
    await record(
      tx,
      { ...subject, schoolId: found.schoolId ?? null, origin: subject.origin },
      {
        action: ACTIONS[found.sort],
        targetType,
        ...(targetId !== null && { targetId }),
        details: {
          finding: findingId,
          ...(found.key !== undefined && { place: placeOf(found.key) }),
          ...(bucket && { bucket }),
          ...(kind && { kind }),
          ...(expectedSize !== undefined && { size: expectedSize }),
          ...(foundSize !== undefined && { found_size: foundSize }),
        },
      },
    );
  });
}

/** Adds the job again for repairs that lost it. */
export async function restartLostRepairs(): Promise<void> {
  await database().transaction(async (tx) => {
    const lost = await tx
      .select({ id: reconcileRuns.id })
      .from(reconcileRuns)
      .where(
        and(
          eq(reconcileRuns.repair, "running"),
          sql`not exists (
            select from graphile_worker.jobs j
            where j.key = 'reconcile-repair:' || ${reconcileRuns.id}::text and j.attempts < j.max_attempts
          )`,
        ),
      );
    for (const { id } of lost) await addRepairJob(tx, id);
  });
}

/** Forgets runs that ended a year ago, and the findings of those that are no longer looked at. */
export async function forgetOldRuns(): Promise<void> {
  const db = database();
  await db.delete(reconcileRuns).where(sql`${reconcileRuns.finishedAt} < now() - interval '1 year'`);
  const recent = db
    .select({ id: reconcileRuns.id })
    .from(reconcileRuns)
    .where(sql`${reconcileRuns.createdAt} > now() - interval '90 days'`);
  await db.delete(reconcileFindings).where(notInArray(reconcileFindings.runId, recent));
}
