import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { findReadable } from "#lib/documents/data.ts";
import type { DocumentRow } from "#lib/documents/item.ts";
import { editPermissions, isCleared } from "#lib/documents/rights.ts";
import { unreadable } from "#lib/documents/status.ts";
import { AppError } from "#lib/errors.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { publicationOf } from "#lib/publishing/publication.ts";
import { isPublishable } from "#lib/publishing/rules.ts";
import type { Publication } from "#lib/publishing/types.ts";
import { withdrawRows } from "#lib/publishing/withdraw.mutations.ts";
import { publicBucket } from "#lib/storage/client.ts";
import { newPublicKey } from "#lib/storage/keys.ts";

/** Somebody waits for the link. */
const PRIORITY = -5;

/** The row of a file that the actor may publish and take back: their own, or all where they may delete any. */
async function findOwned(
  actor: Actor,
  documentId: string,
  options: { trashToo?: boolean } = {},
): Promise<DocumentRow> {
  const row = await findReadable(actor, documentId, options);
  for (const permission of editPermissions(actor, row)) {
    await authorize(actor, permission, { type: "document", id: row.id });
  }
  return row;
}

async function lock(tx: Transaction, schoolId: string, documentId: string) {
  const [row] = await tx
    .select()
    .from(documents)
    .where(and(eq(documents.schoolId, schoolId), eq(documents.id, documentId)))
    .for("update");
  return row ?? null;
}

/** Has a copy made: a job in the caller's transaction. */
export async function requestCopy(tx: Transaction, objectId: string): Promise<void> {
  await addJob(tx, "publish_object", { objectId }, { key: `publish:${objectId}`, priority: PRIORITY });
}

/**
 * Publishes a media file: anybody with the link can read it once the worker has copied it to the public bucket. The
 * copy's row is there before the copy. Asked twice it gives the same link.
 * @throws {AppError} `not_found` for one that is not there or in the trash, `forbidden`, `not_publishable` for anything
 * but media and for what is restricted, `file_*` for what nobody can read, `public_not_configured`, `still_public`
 * while the store has not confirmed that an earlier copy is gone.
 */
export async function publishDocument(actor: Actor, documentId: string): Promise<Publication> {
  const { id } = await findOwned(actor, documentId);
  return database().transaction(async (tx) => {
    const row = await lock(tx, actor.schoolId, id);
    if (row === null || row.deletedAt !== null || !isCleared(actor, row)) throw new AppError("not_found");
    if (!isPublishable(row) || row.restricted) throw new AppError("not_publishable");
    const kept = unreadable(row.status);
    if (kept !== null) throw new AppError(kept, { status: row.status });
    publicBucket();
    if (row.publicObjectId !== null) {
      const [object] = await tx.select().from(objects).where(eq(objects.id, row.publicObjectId));
      if (object === undefined || object.state === "deleting") throw new AppError("still_public");
      return told({ publicKey: object.key, publicState: object.state });
    }
    const objectId = v7();
    const key = newPublicKey(row.schoolId, row.filename);
    await tx.insert(objects).values({
      id: objectId,
      schoolId: row.schoolId,
      key,
      bucket: "public",
      purpose: "published",
      size: row.fileSize,
    });
    await tx.update(documents).set({ publicObjectId: objectId }).where(eq(documents.id, id));
    await requestCopy(tx, objectId);
    await record(tx, actor, {
      action: "document.published",
      targetType: "document",
      targetId: id,
      details: { filename: row.filename, size: row.fileSize },
    });
    return told({ publicKey: key, publicState: "pending" });
  });
}

function told(row: Parameters<typeof publicationOf>[0]): Publication {
  const publication = publicationOf(row);
  if (publication === null) throw new AppError("internal");
  return publication;
}

/**
 * Takes a published file back. Where the public store does not answer, the file stays readable until it does, and its
 * row says so.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function unpublishDocument(actor: Actor, documentId: string): Promise<Publication | null> {
  const { id } = await findOwned(actor, documentId, { trashToo: true });
  return database().transaction(async (tx) => {
    const row = await lock(tx, actor.schoolId, id);
    if (row === null || !isCleared(actor, row)) throw new AppError("not_found");
    await withdrawRows(tx, actor, [row]);
    if (row.publicObjectId === null) return null;
    const [object] = await tx.select().from(objects).where(eq(objects.id, row.publicObjectId));
    return object === undefined ? null : told({ publicKey: object.key, publicState: object.state });
  });
}

/** Whether the copy of a document is still wanted, and the row of the copy, both locked. */
export async function lockCopy(tx: Transaction, objectId: string) {
  const [document] = await tx
    .select({
      id: documents.id,
      filePath: documents.filePath,
      contentType: documents.contentType,
      filename: documents.filename,
      status: documents.status,
    })
    .from(documents)
    .where(and(eq(documents.publicObjectId, objectId), isNull(documents.deletedAt)))
    .for("no key update");
  const [object] = await tx.select().from(objects).where(eq(objects.id, objectId)).for("update");
  return { document: document ?? null, object: object?.state === "pending" ? object : null };
}
