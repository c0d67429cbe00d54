import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import { record } from "#lib/audit/mutations.ts";
import { addCounts } from "#lib/documents/counters.mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { PROOF_FLAG } from "#lib/proofs/constants.ts";
import { withdrawRows } from "#lib/publishing/withdraw.mutations.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";

/** Behind everything that somebody waits for, thumbnails included. */
const PRIORITY = 20;

/** Has a document's stored bytes read and its checksum proven: a job in the caller's transaction. */
export async function requestProof(tx: Transaction, documentId: string): Promise<void> {
  await addJob(
    tx,
    "prove_checksum",
    { documentId },
    { key: `proof:${documentId}`, priority: PRIORITY, flag: PROOF_FLAG },
  );
}

/**
 * Adds the jobs of large documents whose checksum nobody has proven and that have none: those from before, and those
 * whose job was lost.
 * @returns how many.
 */
export async function restartLostProofs(limit: number): Promise<number> {
  return database().transaction(async (tx) => {
    // As the index has it, word for word: parameters would hide from PostgreSQL that it fits.
    const lost = await tx
      .select({ id: documents.id })
      .from(documents)
      .where(
        sql`${documents.sha256VerifiedAt} is null and ${documents.checksumFailedAt} is null
          and ${documents.fileSize} > 26214400
          and ${documents.uploadedAt} < now() - interval '10 minutes'
          and not exists (
            select from graphile_worker.jobs j
            where j.key = 'proof:' || ${documents.id}::text and j.attempts < j.max_attempts
          )`,
      )
      .limit(limit);
    for (const { id } of lost) await requestProof(tx, id);
    return lost.length;
  });
}

type Row = typeof documents.$inferSelect;

async function lock(tx: Transaction, documentId: string): Promise<Row | null> {
  const [row] = await tx.select().from(documents).where(eq(documents.id, documentId)).for("update");
  return row ?? null;
}

/**
 * Takes a document out of sight whose stored bytes are not its sender's: into the trash, from where it cannot be
 * restored, and its upload answers with the reason from then on.
 */
async function withdraw(tx: Transaction, row: Row): Promise<void> {
  await tx
    .update(documents)
    .set({ checksumFailedAt: sql`now()`, sha256VerifiedAt: null, deletedAt: row.deletedAt ?? sql`now()` })
    .where(eq(documents.id, row.id));
  await withdrawRows(tx, { userId: row.uploadedBy, origin: localOrigin("worker") }, [row]);
  if (row.deletedAt === null) {
    await announceDocuments(tx, row.schoolId, "document.deleted", [row.id]);
    await addCounts(tx, row.schoolId, [
      { kind: row.kind, bytes: -row.fileSize, objects: -1, trashBytes: row.fileSize, trashObjects: 1 },
    ]);
  }
  await tx
    .update(uploads)
    .set({ status: "refused", refusalCode: "checksum_mismatch", refusalDetails: {} })
    .where(eq(uploads.documentId, row.id));
  await record(
    tx,
    { schoolId: row.schoolId, userId: row.uploadedBy, origin: localOrigin("worker") },
    {
      action: "document.withdrawn",
      outcome: "failed",
      targetType: "document",
      targetId: row.id,
      details: { filename: row.filename, size: row.fileSize, sha256: row.sha256 },
    },
  );
}

/**
 * Notes what the stored bytes of a document hash to: its checksum is proven, or the document is withdrawn. One that had
 * none gets this one.
 */
export async function settleProof(
  documentId: string,
  found: string,
): Promise<"proven" | "withdrawn" | "decided"> {
  return database().transaction(async (tx) => {
    const row = await lock(tx, documentId);
    if (row === null || row.sha256VerifiedAt !== null || row.checksumFailedAt !== null) return "decided";
    if (row.sha256 === null || row.sha256 === found) {
      await tx
        .update(documents)
        .set({ sha256: found, sha256VerifiedAt: sql`now()` })
        .where(eq(documents.id, documentId));
      if (row.sha256 === null) await announceDocuments(tx, row.schoolId, "document.updated", [row.id]);
      return "proven";
    }
    await withdraw(tx, row);
    return "withdrawn";
  });
}

/**
 * Takes a checksum that its sender names only after the document was made, as where the service joined the parts
 * itself. One that contradicts the proven one withdraws the document.
 * @returns false where it does.
 */
export async function claimChecksum(documentId: string, sha256: string): Promise<boolean> {
  return database().transaction(async (tx) => {
    const row = await lock(tx, documentId);
    if (row === null) return true;
    if (row.checksumFailedAt !== null) return false;
    const unnamed = and(eq(uploads.documentId, documentId), isNull(uploads.sha256));
    await tx.update(uploads).set({ sha256 }).where(unnamed);
    if (row.sha256 === sha256) return true;
    if (row.sha256 === null) {
      await tx.update(documents).set({ sha256 }).where(eq(documents.id, documentId));
      await announceDocuments(tx, row.schoolId, "document.updated", [row.id]);
      return true;
    }
    await withdraw(tx, row);
    return false;
  });
}
