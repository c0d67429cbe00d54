"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { listWithMissing } from "#lib/checklist/listed.data.ts";
import { findReadable } from "#lib/documents/data.ts";
import { AppError } from "#lib/errors.ts";
import { parseInput } from "#lib/parse-input.ts";
import { countLinkedFiles, countStudents, studentsOf, todayOf } from "#lib/students/data.ts";
import { readStudent, type StudentField } from "#lib/students/fields.ts";
import { listStudentFiles } from "#lib/students/files.data.ts";
import { linkDocuments, unlinkDocuments } from "#lib/students/links.mutations.ts";
import { changeStudent, createStudent, deleteStudent } from "#lib/students/mutations.ts";
import {
  documentLinking,
  documentLinks,
  filesRequest,
  studentChange,
  studentFields,
  studentId,
  studentListRequest,
} from "#lib/students/schema.ts";
import { readStudentQuery, type StudentParam } from "#lib/students/student-query.ts";
import type {
  Link,
  LinkedStudent,
  ListedPage,
  StudentCount,
  StudentFilePage,
  StudentItem,
  StudentValues,
} from "#lib/students/types.ts";

type Fields = Record<StudentField, string | null>;
type ListRequest = { params: Partial<Record<StudentParam, string | null>> };

/** The page has judged the fields by the same rules: what is still wrong was not sent by it. */
function valuesOf(actor: Actor, fields: Fields): StudentValues {
  const { values, problems } = readStudent(fields, todayOf(actor));
  if (values === null) throw new AppError("invalid_request", { field: Object.keys(problems)[0] ?? "" });
  return values;
}

/** The next page of the list. */
export async function listStudentsAction(
  request: ListRequest & { cursor: string | null },
): Promise<ActionResult<ListedPage>> {
  return runActorAction((actor) => {
    const { params, cursor } = parseInput(studentListRequest, request);
    return listWithMissing(actor, { ...readStudentQuery((name) => params[name]), cursor });
  });
}

/** The first page of the list as it is now, and how many there are. */
export async function rereadStudentsAction(
  request: ListRequest,
): Promise<ActionResult<{ page: ListedPage; count: StudentCount }>> {
  return runActorAction(async (actor) => {
    const { params } = parseInput(studentListRequest, request);
    const query = readStudentQuery((name) => params[name]);
    const [page, count] = await Promise.all([listWithMissing(actor, query), countStudents(actor, query)]);
    return { page, count };
  });
}

/** Adds a student. */
export async function createStudentAction(fields: Fields): Promise<ActionResult<StudentItem>> {
  return runActorAction((actor) => createStudent(actor, valuesOf(actor, parseInput(studentFields, fields))));
}

/** Changes a student, unless somebody else has since `seenAt`. */
export async function changeStudentAction(request: {
  id: string;
  fields: Fields;
  seenAt: string;
}): Promise<ActionResult<StudentItem>> {
  return runActorAction((actor) => {
    const { id, fields, seenAt } = parseInput(studentChange, request);
    return changeStudent(actor, id, valuesOf(actor, fields), seenAt);
  });
}

/** How many files a student is linked to: what is said before they are deleted. */
export async function countLinkedFilesAction(id: string): Promise<ActionResult<number>> {
  return runActorAction((actor) => countLinkedFiles(actor, parseInput(studentId, id)));
}

/** Deletes a student; their files stay. */
export async function deleteStudentAction(id: string): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await deleteStudent(actor, parseInput(studentId, id));
    return null;
  });
}

/** The files of a student but for the reports, newest first, behind `cursor`. */
export async function listStudentFilesAction(request: {
  student: string;
  cursor: string | null;
}): Promise<ActionResult<StudentFilePage>> {
  return runActorAction((actor) => {
    const { student, cursor } = parseInput(filesRequest, request);
    return listStudentFiles(actor, student, cursor);
  });
}

/** Whom a document is about. */
export async function studentsOfAction(documentId: string): Promise<ActionResult<LinkedStudent[]>> {
  return runActorAction(async (actor) => {
    const { id } = await findReadable(actor, parseInput(studentId, documentId), { trashToo: true });
    return studentsOf(actor, id);
  });
}

/** Links documents to students; answers the links that were not there before. */
export async function linkDocumentsAction(request: {
  documentIds: readonly string[];
  studentIds: readonly string[];
}): Promise<ActionResult<Link[]>> {
  return runActorAction((actor) => {
    const { documentIds, studentIds } = parseInput(documentLinking, request);
    return linkDocuments(actor, documentIds, studentIds);
  });
}

/** Takes links between documents and students away; answers those that were there. */
export async function unlinkDocumentsAction(links: readonly Link[]): Promise<ActionResult<Link[]>> {
  return runActorAction((actor) => unlinkDocuments(actor, parseInput(documentLinks, links)));
}
