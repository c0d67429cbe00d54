import "server-only";
import { and, eq, inArray, lte } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { countedAs } from "#lib/documents/counted-as.ts";
import { addCounts, type Change } from "#lib/documents/counters.mutations.ts";
import { findReadable } from "#lib/documents/data.ts";
import { isCleared } from "#lib/documents/rights.ts";
import { type LockedRow, lockRows } from "#lib/documents/rows.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";

/**
 * Takes the old versions that came up to a moment off locked documents of one school, for good: their objects follow by
 * job, each leaves a trace, and what documents hold now stays. The caller has authorized.
 * @returns how many there were.
 */
export async function dropOldVersions(
  tx: Transaction,
  subject: AuditSubject & { schoolId: string },
  rows: readonly LockedRow[],
  upTo: Date,
): Promise<number> {
  if (rows.length === 0) return 0;
  const { schoolId } = subject;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const old = await tx
    .delete(documentVersions)
    .where(
      and(
        eq(documentVersions.schoolId, schoolId),
        inArray(documentVersions.documentId, [...byId.keys()]),
        lte(documentVersions.uploadedAt, upTo),
      ),
    )
    .returning();
  if (old.length === 0) return 0;
  await markDeleting(
    tx,
    old.map(({ objectId }) => objectId),
  );
  const changes = old.flatMap(({ documentId, fileSize }): Change[] => {
    const row = byId.get(documentId);
    return row ? [{ kind: countedAs(row), versionBytes: -fileSize, versionObjects: -1 }] : [];
  });
  await addCounts(tx, schoolId, changes);
  await record(
    tx,
    subject,
    old.map(({ documentId, number, filename, fileSize }) => ({
      action: "document.version_deleted" as const,
      targetType: "document",
      targetId: documentId,
      details: { filename, version: number, size: fileSize },
    })),
  );
  return old.length;
}

/**
 * Deletes the old versions of one document that came up to a moment, for good.
 * @returns how many there were.
 * @throws {AppError} `not_found` for a document that is not there or in the trash, `forbidden`,
 * `reauthentication_required`.
 */
export async function deleteOldVersions(actor: Actor, documentId: string, upTo: Date): Promise<number> {
  const { id } = await findReadable(actor, documentId);
  await authorize(actor, "trash:purge", { type: "document", id });
  requireRecent(actor);
  return database().transaction(async (tx) => {
    const locked = await lockRows(tx, actor.schoolId, [id], false);
    const rows = locked.filter((row) => isCleared(actor, row));
    if (rows.length === 0) throw new AppError("not_found");
    return dropOldVersions(tx, actor, rows, upTo);
  });
}
