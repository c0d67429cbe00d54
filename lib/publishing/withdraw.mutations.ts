import "server-only";
import { and, eq, inArray, isNotNull, ne } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import { withdrawLogo } from "#lib/logo/withdraw.mutations.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";

type Row = { id: string; schoolId: string; filename: string; publicObjectId: string | null };

/**
 * Takes back what locked rows have published, in the transaction that takes them back, or away. The copies go before
 * every other job; where the public store does not answer, their rows remember until it does.
 */
export async function withdrawRows(
  tx: Transaction,
  subject: AuditSubject,
  rows: readonly Row[],
): Promise<void> {
  const byObject = new Map(
    rows.flatMap((row) => (row.publicObjectId === null ? [] : [[row.publicObjectId, row]])),
  );
  if (byObject.size === 0) return;
  const open = await tx
    .select({ id: objects.id })
    .from(objects)
    .where(and(inArray(objects.id, [...byObject.keys()]), ne(objects.state, "deleting")))
    .orderBy(objects.id)
    .for("update");
  const ids = open.map(({ id }) => id);
  await markDeleting(tx, ids, { first: true });
  for (const id of ids) {
    const row = byObject.get(id);
    if (row === undefined) continue;
    await record(
      tx,
      { ...subject, schoolId: row.schoolId },
      {
        action: "document.unpublished",
        targetType: "document",
        targetId: row.id,
        details: { filename: row.filename },
      },
    );
  }
}

/** Takes back what locked rows that have become restricted show to everybody: their public copies, and a logo made of one. */
export async function withdrawHidden(
  tx: Transaction,
  subject: AuditSubject & { schoolId: string },
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await withdrawRows(tx, subject, rows);
  const ids = rows.map(({ id }) => id);
  await withdrawLogo(tx, subject, inArray(documents.id, ids));
}

/** Takes back what of a record class of the subject's school is public: a restricted file is nobody's to find. */
export async function withdrawClass(
  tx: Transaction,
  subject: AuditSubject & { schoolId: string },
  recordClassId: string,
): Promise<void> {
  const { id, schoolId, filename, publicObjectId } = documents;
  const rows = await tx
    .select({ id, schoolId, filename, publicObjectId })
    .from(documents)
    .where(
      and(
        eq(schoolId, subject.schoolId),
        eq(documents.recordClassId, recordClassId),
        isNotNull(publicObjectId),
      ),
    );
  await withdrawRows(tx, subject, rows);
  await withdrawLogo(tx, subject, eq(documents.recordClassId, recordClassId));
}
