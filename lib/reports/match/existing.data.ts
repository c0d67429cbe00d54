import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { mayEdit } from "#lib/documents/rights.ts";
import type { Slot, SlotTaken } from "#lib/reports/match/types.ts";

/**
 * Reports that are there already for a student, a type, a year and a part of it, the newest of each.
 * @throws {AppError} `forbidden`.
 */
export async function takenSlots(actor: Actor, slots: readonly Slot[]): Promise<(SlotTaken | null)[]> {
  await authorize(actor, "reports:write");
  await authorize(actor, "reports:read");
  await authorize(actor, "students:read");
  const named = [...new Set(slots.map(({ student }) => student))];
  if (named.length === 0) return [];
  const { id, filename, uploadedAt, uploadedBy, kind, reportType, year, term } = documents;
  const rows = await database()
    .select({
      id,
      filename,
      uploadedAt,
      uploadedBy,
      kind,
      reportType,
      year,
      term,
      student: documentStudents.studentId,
    })
    .from(documentStudents)
    .innerJoin(
      documents,
      and(eq(documents.schoolId, documentStudents.schoolId), eq(id, documentStudents.documentId)),
    )
    .where(
      and(
        eq(documentStudents.schoolId, actor.schoolId),
        inArray(documentStudents.studentId, named),
        eq(kind, "report"),
        isNull(documents.deletedAt),
        ofClearance(actor),
        inArray(reportType, [...new Set(slots.map((slot) => slot.type))]),
      ),
    )
    .orderBy(sql`${uploadedAt} desc, ${id} desc`);
  return slots.map((slot) => {
    const row = rows.find(
      (one) =>
        one.student === slot.student &&
        one.reportType === slot.type &&
        one.year === slot.year &&
        one.term === slot.term,
    );
    if (row === undefined) return null;
    return {
      id: row.id,
      filename: row.filename,
      uploadedAt: row.uploadedAt.toISOString(),
      canReplace: mayEdit(actor, row),
    };
  });
}
