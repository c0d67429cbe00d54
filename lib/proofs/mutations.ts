import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import { countedAs } from "#lib/documents/counted-as.ts";
import { addCounts, type Change } from "#lib/documents/counters.mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { PROOF_FLAG } from "#lib/proofs/constants.ts";
import { type Content, contentOf, ownerOf } from "#lib/proofs/data.ts";
import { withdrawRows } from "#lib/publishing/withdraw.mutations.ts";
import { bringBack, lastGoodVersion } from "#lib/versions/put.mutations.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";

/** Behind everything that somebody waits for, thumbnails included. */
const PRIORITY = 20;

/** Has the stored bytes of a document, or of a version of one, read and their checksum proven: a job in the caller's transaction. */
export async function requestProof(tx: Transaction, objectId: string): Promise<void> {
  await addJob(
    tx,
    "prove_checksum",
    { objectId },
    { key: `proof:${objectId}`, priority: PRIORITY, flag: PROOF_FLAG },
  );
}

/**
 * Adds the jobs of large files whose checksum nobody has proven and that have none: those from before, and those whose
 * job was lost.
 * @returns how many.
 */
export async function restartLostProofs(limit: number): Promise<number> {
  return database().transaction(async (tx) => {
    let count = 0;
    for (const table of [documents, documentVersions]) {
      // As the indexes have it, word for word: parameters would hide from PostgreSQL that they fit.
      const lost = await tx
        .select({ objectId: table.objectId })
        .from(table)
        .where(
          sql`${table.sha256VerifiedAt} is null and ${table.checksumFailedAt} is null
            and ${table.fileSize} > 26214400
            and ${table.uploadedAt} < now() - interval '10 minutes'
            and not exists (
              select from graphile_worker.jobs j
              where j.key = 'proof:' || ${table.objectId}::text and j.attempts < j.max_attempts
            )`,
        )
        .limit(limit);
      for (const { objectId } of lost) await requestProof(tx, objectId);
      count += lost.length;
    }
    return count;
  });
}

type Row = typeof documents.$inferSelect;
type Held = Content & { row: Row };

/** What an object holds, with its document locked; null once it is nobody's. */
async function lock(tx: Transaction, objectId: string): Promise<Held | null> {
  const owner = await ownerOf(tx, objectId);
  if (owner === null) return null;
  const [row] = await tx.select().from(documents).where(eq(documents.id, owner.documentId)).for("update");
  // Only now it stays what it is: the current version, or an old one.
  const found = row && (await contentOf(tx, objectId));
  return row && found ? { ...found, row } : null;
}

type Proven = Partial<Pick<Row, "sha256">> & {
  sha256VerifiedAt?: ReturnType<typeof sql> | null;
  checksumFailedAt?: ReturnType<typeof sql>;
};

async function note(tx: Transaction, { content, oldNumber }: Held, proven: Proven): Promise<void> {
  const table = oldNumber === null ? documents : documentVersions;
  await tx.update(table).set(proven).where(eq(table.objectId, content.objectId));
}

/** Tells webhooks that a document is known better now; of an old version nobody is told. */
async function announceUpdate(tx: Transaction, { row, oldNumber }: Held): Promise<void> {
  if (oldNumber === null) await announceDocuments(tx, row.schoolId, "document.updated", [row.id]);
}

/** Into the trash, from where it cannot be restored. */
async function trash(tx: Transaction, subject: AuditSubject, row: Row): Promise<Change[]> {
  await tx
    .update(documents)
    .set({ deletedAt: row.deletedAt ?? sql`now()` })
    .where(eq(documents.id, row.id));
  await withdrawRows(tx, subject, [row]);
  if (row.deletedAt !== null) return [];
  await announceDocuments(tx, row.schoolId, "document.deleted", [row.id]);
  const { fileSize } = row;
  return [{ kind: countedAs(row), bytes: -fileSize, objects: -1, trashBytes: fileSize, trashObjects: 1 }];
}

/**
 * Takes stored bytes out of sight that are not their sender's, and their upload answers with the reason from then on. A
 * document that held something good before holds that again; one that did not goes into the trash. Of an old version
 * only itself is concerned.
 */
async function withdraw(tx: Transaction, held: Held): Promise<void> {
  const { row, content, oldNumber } = held;
  const subject = { schoolId: row.schoolId, userId: row.uploadedBy, origin: localOrigin("worker") };
  await note(tx, held, { checksumFailedAt: sql`now()`, sha256VerifiedAt: null });
  const last = oldNumber === null ? await lastGoodVersion(tx, row.id) : null;
  const failed = { ...row, checksumFailedAt: new Date(), sha256VerifiedAt: null };
  const back = last === null ? null : await bringBack(tx, subject, failed, last);
  const changes = oldNumber !== null ? [] : back === null ? await trash(tx, subject, row) : [back.change];
  await tx
    .update(uploads)
    .set({ status: "refused", refusalCode: "checksum_mismatch", refusalDetails: {} })
    .where(and(eq(uploads.objectId, content.objectId), eq(uploads.status, "done")));
  const { filename, fileSize: size, sha256 } = content;
  await record(tx, subject, {
    action: oldNumber === null && back === null ? "document.withdrawn" : "document.version_withdrawn",
    outcome: "failed",
    targetType: "document",
    targetId: row.id,
    details: {
      filename,
      size,
      sha256,
      ...(row.version > 1 && { version: oldNumber ?? row.version }),
      ...(back !== null && last !== null && { restored_from: last.number }),
    },
  });
  await addCounts(tx, row.schoolId, changes);
}

/**
 * Notes what stored bytes hash to: their checksum is proven, or they are withdrawn. Bytes that had none get this one.
 */
export async function settleProof(
  objectId: string,
  found: string,
): Promise<"proven" | "withdrawn" | "decided"> {
  return database().transaction(async (tx) => {
    const held = await lock(tx, objectId);
    const { sha256, sha256VerifiedAt, checksumFailedAt } = held?.content ?? {};
    if (held === null || sha256VerifiedAt !== null || checksumFailedAt !== null) return "decided";
    if (sha256 === null || sha256 === found) {
      await note(tx, held, { sha256: found, sha256VerifiedAt: sql`now()` });
      if (sha256 === null) await announceUpdate(tx, held);
      return "proven";
    }
    await withdraw(tx, held);
    return "withdrawn";
  });
}

/**
 * Takes a checksum that its sender names only after the document was made, as where the service joined the parts
 * itself. One that contradicts the proven one withdraws what was sent.
 * @returns false where it does.
 */
export async function claimChecksum(objectId: string, sha256: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    const held = await lock(tx, objectId);
    if (held === null) return true;
    if (held.content.checksumFailedAt !== null) return false;
    const unnamed = and(eq(uploads.objectId, objectId), isNull(uploads.sha256));
    await tx.update(uploads).set({ sha256 }).where(unnamed);
    if (held.content.sha256 === sha256) return true;
    if (held.content.sha256 === null) {
      await note(tx, held, { sha256 });
      await announceUpdate(tx, held);
      return true;
    }
    await withdraw(tx, held);
    return false;
  });
}
