import "server-only";
import { database } from "#db/client.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { addCounts } from "#lib/documents/counters.mutations.ts";
import { findReadable } from "#lib/documents/data.ts";
import type { DocumentRow } from "#lib/documents/item.ts";
import { editPermissions, isCleared } from "#lib/documents/rights.ts";
import { unreadable } from "#lib/documents/status.ts";
import { AppError } from "#lib/errors.ts";
import { findOld, findReadableVersion } from "#lib/versions/data.ts";
import { bringBack, dropVersion, lockDocument } from "#lib/versions/put.mutations.ts";

/**
 * The row of a document that the actor may give other content: whoever may rename it.
 * @throws {AppError} `not_found` for one that is not there or in the trash, `forbidden`.
 */
export async function findReplaceable(actor: Actor, documentId: string): Promise<DocumentRow> {
  const row = await findReadable(actor, documentId);
  for (const permission of editPermissions(actor, row)) {
    await authorize(actor, permission, { type: "document", id: row.id });
  }
  return row;
}

/**
 * Makes an old version current again, under a new number; what is current now becomes an old one.
 * @returns its new number.
 * @throws {AppError} `not_found` for a document or version that is not there, `forbidden`, `file_*` for one whose
 * bytes are not there or are others.
 */
export async function restoreVersion(
  actor: Actor,
  documentId: string,
  number: number,
): Promise<{ number: number }> {
  const { id } = await findReplaceable(actor, documentId);
  return database().transaction(async (tx) => {
    const row = await lockDocument(tx, actor.schoolId, id);
    if (row === null || row.deletedAt !== null || !isCleared(actor, row)) throw new AppError("not_found");
    // Asked twice: it is done.
    if (row.version === number || row.restoredFrom === number) return { number: row.version };
    const old = await findOld(tx, row, number);
    if (old === null) throw new AppError("not_found");
    const status = old.version.checksumFailedAt === null ? old.version.status : "damaged";
    const code = unreadable(status);
    if (code !== null) throw new AppError(code, { status });
    const put = await bringBack(tx, actor, row, { number, key: old.key });
    if (put === null) throw new AppError("not_found");
    await record(tx, actor, {
      action: "document.version_restored",
      targetType: "document",
      targetId: id,
      details: {
        filename: put.filename,
        ...(put.filename !== row.filename && { filename_before: row.filename }),
        version: put.number,
        restored_from: number,
        size: old.version.fileSize,
      },
    });
    await addCounts(tx, row.schoolId, [put.change]);
    return { number: put.number };
  });
}

/**
 * Deletes an old version for good; there is no trash for it.
 * @throws {AppError} `not_found` for a document or version that is not there, and for the current one; `forbidden`,
 * `reauthentication_required`.
 */
export async function deleteVersion(actor: Actor, documentId: string, number: number): Promise<void> {
  const version = await findReadableVersion(actor, documentId, number);
  await authorize(actor, "trash:purge", { type: "document", id: version.id });
  requireRecent(actor);
  await database().transaction(async (tx) => {
    const row = await lockDocument(tx, actor.schoolId, version.id);
    const change =
      row === null || row.deletedAt !== null || !isCleared(actor, row) || row.version === number
        ? null
        : await dropVersion(tx, row, number);
    if (row === null || change === null) throw new AppError("not_found");
    await record(tx, actor, {
      action: "document.version_deleted",
      targetType: "document",
      targetId: row.id,
      details: { filename: version.filename, version: number, size: version.fileSize },
    });
    await addCounts(tx, row.schoolId, [change]);
  });
}
