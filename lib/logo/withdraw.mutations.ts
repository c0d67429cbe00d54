import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";

type Subject = AuditSubject & { schoolId: string };

/** A school's logo, which nobody else changes until the end of the transaction; null where it has none. */
export async function lockLogo(tx: Transaction, schoolId: string) {
  // One at a time: the row may not be there yet.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`logo:${schoolId}`}, 0))`);
  const [row] = await tx
    .select({ objectId: schoolLogos.objectId, wantedAt: schoolLogos.wantedAt, state: objects.state })
    .from(schoolLogos)
    .innerJoin(objects, eq(objects.id, schoolLogos.objectId))
    .where(eq(schoolLogos.schoolId, schoolId));
  return row ?? null;
}

/** Takes the logo of the subject's school out of the public, in the caller's transaction. */
export async function takeLogo(tx: Transaction, subject: Subject): Promise<void> {
  const row = await lockLogo(tx, subject.schoolId);
  if (row === null || row.state === "deleting") return;
  await markDeleting(tx, [row.objectId], { first: true });
  await record(tx, subject, {
    action: "school.logo_removed",
    targetType: "school",
    targetId: subject.schoolId,
  });
}

/**
 * Takes the logo of the subject's school back where it is made, or is to be, of one of these documents.
 * @param which documents: locked, so that none of them is chosen meanwhile.
 */
export async function withdrawLogo(tx: Transaction, subject: Subject, which: SQL): Promise<void> {
  const [row] = await tx
    .select({ id: documents.id })
    .from(schoolLogos)
    .innerJoin(
      documents,
      and(eq(documents.schoolId, schoolLogos.schoolId), eq(documents.id, schoolLogos.documentId)),
    )
    .where(and(eq(schoolLogos.schoolId, subject.schoolId), which));
  if (row !== undefined) await takeLogo(tx, subject);
}
