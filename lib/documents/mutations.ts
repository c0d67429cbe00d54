import "server-only";
import { and, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction, AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { addCounts, type Change } from "#lib/documents/counters.mutations.ts";
import { deletePermission } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";

type Row = typeof documents.$inferSelect;

const PURGE_BATCH = 100;

/** Those of the documents that are there, in a stable order so that two who lock the same ones cannot deadlock. */
async function lockRows(
  tx: Transaction,
  schoolId: string,
  ids: readonly string[],
  inTrash: boolean,
): Promise<Row[]> {
  return tx
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.schoolId, schoolId),
        inArray(documents.id, [...ids]),
        inTrash ? isNotNull(documents.deletedAt) : isNull(documents.deletedAt),
      ),
    )
    .orderBy(documents.id)
    .for("update");
}

const eventsFor = (rows: readonly Row[], action: AuditAction) =>
  rows.map((row) => ({
    action,
    targetType: "document",
    targetId: row.id,
    details: { filename: row.filename, size: row.fileSize },
  }));

async function authorizeDelete(actor: Actor, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    await authorize(actor, deletePermission(actor, row), { type: "document", id: row.id });
  }
}

/** The rows as they are now, read before any lock is taken, so that a refusal can be written and nothing is held. */
async function peek(actor: Actor, ids: readonly string[]): Promise<Row[]> {
  return database()
    .select()
    .from(documents)
    .where(and(eq(documents.schoolId, actor.schoolId), inArray(documents.id, [...ids])));
}

async function move(actor: Actor, ids: readonly string[], to: "trash" | "live"): Promise<{ ids: string[] }> {
  await authorizeDelete(actor, await peek(actor, ids));
  return database().transaction(async (tx) => {
    const rows = await lockRows(tx, actor.schoolId, ids, to === "live");
    if (rows.length === 0) throw new AppError("not_found");
    const found = rows.map((row) => row.id);
    await tx
      .update(documents)
      .set({ deletedAt: to === "trash" ? sql`now()` : null })
      .where(inArray(documents.id, found));
    const sign = to === "trash" ? -1 : 1;
    const changes: Change[] = rows.map((row) => ({
      kind: row.kind,
      bytes: sign * row.fileSize,
      objects: sign,
      trashBytes: -sign * row.fileSize,
      trashObjects: -sign,
    }));
    await addCounts(tx, actor.schoolId, changes);
    await record(tx, actor, eventsFor(rows, to === "trash" ? "document.deleted" : "document.restored"));
    return { ids: found };
  });
}

/**
 * Moves documents to the trash. All or, where one of them may not be deleted by this actor, none.
 * @throws {AppError} `not_found` when none of them is there, `forbidden`.
 */
export async function trashDocuments(actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  return move(actor, ids, "trash");
}

/**
 * Takes documents out of the trash.
 * @throws {AppError} `not_found` when none of them is in it, `forbidden`.
 */
export async function restoreDocuments(actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  return move(actor, ids, "live");
}

/** Deletes rows for good; their objects, thumbnails included, follow by job. */
async function purgeRows(tx: Transaction, subject: AuditSubject, rows: readonly Row[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  await tx.update(uploads).set({ documentId: null }).where(inArray(uploads.documentId, ids));
  await tx.delete(documents).where(inArray(documents.id, ids));
  await markDeleting(
    tx,
    rows.flatMap(({ objectId, thumbnailObjectId }) =>
      thumbnailObjectId === null ? [objectId] : [objectId, thumbnailObjectId],
    ),
  );
  for (const schoolId of new Set(rows.map((row) => row.schoolId))) {
    const own = rows.filter((row) => row.schoolId === schoolId);
    const changes = own.map((row) => ({ kind: row.kind, trashBytes: -row.fileSize, trashObjects: -1 }));
    await addCounts(tx, schoolId, changes);
    await record(tx, { ...subject, schoolId }, eventsFor(own, "document.purged"));
  }
}

/**
 * Deletes documents in the trash for good.
 * @throws {AppError} `forbidden`, `not_found` when none of them is in the trash.
 */
export async function purgeDocuments(actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  await authorize(actor, "trash:purge");
  return database().transaction(async (tx) => {
    const rows = await lockRows(tx, actor.schoolId, ids, true);
    if (rows.length === 0) throw new AppError("not_found");
    await purgeRows(tx, subjectOf(actor), rows);
    return { ids: rows.map((row) => row.id) };
  });
}

const subjectOf = (actor: Actor): AuditSubject => ({
  schoolId: actor.schoolId,
  userId: actor.userId,
  sessionId: actor.sessionId,
  tokenId: actor.tokenId,
  origin: actor.origin,
});

/**
 * Deletes for good what has been in the trash for 30 days, one batch in a transaction. For the worker.
 * @returns how many; less than a full batch means that nothing is left.
 */
export async function purgeExpired(): Promise<{ purged: number; done: boolean }> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(documents)
      .where(lt(documents.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`))
      .orderBy(documents.schoolId, documents.id)
      .limit(PURGE_BATCH)
      .for("update", { skipLocked: true });
    if (rows.length > 0) await purgeRows(tx, { origin: localOrigin("worker") }, rows);
    return { purged: rows.length, done: rows.length < PURGE_BATCH };
  });
}
