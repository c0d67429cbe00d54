import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { students } from "#db/schema/students.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { rowsOfSchool, visible } from "#lib/documents/data.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { editPermissions } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import type { Link } from "#lib/students/types.ts";

/** Students who are there, held so that they stay until the end of the transaction. */
async function holdStudents(tx: Transaction, schoolId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({ id: students.id, givenName: students.givenName, familyName: students.familyName })
    .from(students)
    .where(and(eq(students.schoolId, schoolId), inArray(students.id, [...ids])))
    .orderBy(students.id)
    .for("key share");
}

/**
 * Links a document to the students that were named when it was asked for, in the transaction that makes it. Who was
 * deleted since is left out: a file is never lost for it.
 * @returns who they are.
 */
export async function linkNewDocument(
  tx: Transaction,
  schoolId: string,
  documentId: string,
  studentIds: readonly string[],
): Promise<string[]> {
  const found = await holdStudents(tx, schoolId, studentIds);
  if (found.length === 0) return [];
  await tx.insert(documentStudents).values(found.map(({ id }) => ({ schoolId, documentId, studentId: id })));
  return found.map(({ id }) => id);
}

/** Documents in view that the actor may see and change; each is authorized by itself. */
async function changeable(actor: Actor, ids: readonly string[]) {
  await authorize(actor, "students:read");
  const rows = await rowsOfSchool(
    actor,
    await visible(actor, { view: "live" }),
    inArray(documents.id, [...ids]),
  );
  if (rows.length === 0) throw new AppError("not_found");
  for (const row of rows) {
    for (const permission of editPermissions(actor, row)) {
      await authorize(actor, permission, { type: "document", id: row.id });
    }
  }
  return rows;
}

/** Those of the documents that are still there for the actor, held so until the end of the transaction. */
async function holdCleared<File extends { id: string }>(
  tx: Transaction,
  actor: Actor,
  files: readonly File[],
): Promise<File[]> {
  const ids = files.map(({ id }) => id);
  const rows = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.schoolId, actor.schoolId), inArray(documents.id, ids), ofClearance(actor)))
    .orderBy(documents.id)
    .for("share");
  const there = new Set(rows.map(({ id }) => id));
  if (there.size === 0) throw new AppError("not_found");
  return files.filter(({ id }) => there.has(id));
}

async function note(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  files: readonly { id: string; filename: string }[],
  links: readonly Link[],
): Promise<void> {
  const names = new Map(files.map(({ id, filename }) => [id, filename]));
  await record(
    tx,
    actor,
    links.map(({ documentId, studentId }) => ({
      action,
      targetType: "document",
      targetId: documentId,
      details: { filename: names.get(documentId) ?? null, student: studentId },
    })),
  );
}

/**
 * Links documents to students. Documents that are gone are left out; what is linked already stays so.
 * @returns the links that were not there before: what taking it back takes away.
 * @throws {AppError} `forbidden` where one of the documents may not be changed by this actor, and then none is;
 * `not_found` when none of them is there; `student_not_found`.
 */
export async function linkDocuments(
  actor: Actor,
  documentIds: readonly string[],
  studentIds: readonly string[],
): Promise<Link[]> {
  const named = await changeable(actor, documentIds);
  const { schoolId } = actor;
  return database().transaction(async (tx) => {
    const wantedIds = [...new Set(studentIds)];
    const found = await holdStudents(tx, schoolId, wantedIds);
    if (found.length < wantedIds.length) throw new AppError("student_not_found");
    const files = await holdCleared(tx, actor, named);
    const wanted = files.flatMap(({ id: documentId }) =>
      found.map(({ id: studentId }) => ({ schoolId, documentId, studentId })),
    );
    const links = await tx
      .insert(documentStudents)
      .values(wanted)
      .onConflictDoNothing()
      .returning({ documentId: documentStudents.documentId, studentId: documentStudents.studentId });
    await note(tx, actor, "document.linked", files, links);
    return links;
  });
}

/**
 * Takes links between documents and students away. The files stay, and so do the students.
 * @throws {AppError} `forbidden`, `not_found` when none of the documents is there.
 */
export async function unlinkDocuments(actor: Actor, links: readonly Link[]): Promise<Link[]> {
  const named = await changeable(
    actor,
    links.map(({ documentId }) => documentId),
  );
  return database().transaction(async (tx) => {
    const files = await holdCleared(tx, actor, named);
    const there = new Set(files.map(({ id }) => id));
    const wanted = links.filter(({ documentId }) => there.has(documentId));
    const gone = await tx
      .delete(documentStudents)
      .where(
        and(
          eq(documentStudents.schoolId, actor.schoolId),
          sql`(${documentStudents.documentId}, ${documentStudents.studentId}) in (select * from unnest(
            ${sql.param(wanted.map(({ documentId }) => documentId))}::uuid[],
            ${sql.param(wanted.map(({ studentId }) => studentId))}::uuid[]))`,
        ),
      )
      .returning({ documentId: documentStudents.documentId, studentId: documentStudents.studentId });
    await note(tx, actor, "document.unlinked", files, gone);
    return gone;
  });
}
