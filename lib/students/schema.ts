import { z } from "zod";
import { MOST_AT_ONCE } from "#lib/documents/constants.ts";
import { MAX_LINKED_AT_ONCE } from "#lib/students/constants.ts";
import { STUDENT_PARAMS } from "#lib/students/student-query.ts";

export const studentId = z.uuid();

const text = z.string().max(500).nullable();

/** A student's fields as they were typed; `readStudent` judges them. */
export const studentFields = z.strictObject({
  familyName: text,
  givenName: text,
  externalId: text,
  dateOfBirth: text,
  group: text,
  enrolledOn: text,
  leftOn: text,
});

export const studentChange = z.strictObject({
  id: studentId,
  fields: studentFields,
  seenAt: z.iso.datetime(),
});

/** What the list is asked for: the words of an address, which `readStudentQuery` makes sense of. */
export const studentListRequest = z.strictObject({
  params: z.partialRecord(z.enum(STUDENT_PARAMS), z.string().max(600).nullable()),
  cursor: z.string().max(1400).nullish(),
});

export const documentLinking = z.strictObject({
  documentIds: z.array(z.uuid()).min(1).max(MOST_AT_ONCE),
  studentIds: z.array(z.uuid()).min(1).max(MAX_LINKED_AT_ONCE),
});

export const documentLinks = z
  .array(z.strictObject({ documentId: z.uuid(), studentId: z.uuid() }))
  .min(1)
  .max(MOST_AT_ONCE * MAX_LINKED_AT_ONCE);

export const filesRequest = z.strictObject({ student: studentId, cursor: z.string().max(1400).nullable() });
