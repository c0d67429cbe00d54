import type { DocumentItem } from "#lib/documents/types.ts";

/** What is kept of a student, as people write it. Days are written as 2026-11-22. */
export type StudentValues = {
  givenName: string;
  familyName: string;
  /** What the school's other systems call them. */
  externalId: string | null;
  dateOfBirth: string | null;
  /** Class or year group. */
  group: string | null;
  enrolledOn: string | null;
  /** Their last day. */
  leftOn: string | null;
};

export type StudentItem = StudentValues & {
  id: string;
  /** Whether their last day is over. */
  left: boolean;
  /** UTC, ISO 8601: what a change was thought of, to be compared with what is there then. */
  updatedAt: string;
};

/** A student as the details of a document name them. */
export type LinkedStudent = Pick<StudentItem, "id" | "givenName" | "familyName">;

/** A document and a student whom it is about. */
export type Link = { documentId: string; studentId: string };

/** A student as the list shows them: with how much of the checklist is missing, null where there is none or nobody can say. */
export type ListedStudent = StudentItem & { missing: number | null };

/** One page of the list with what is missing. */
export type ListedPage = { items: ListedStudent[]; nextCursor: string | null };

/** One page of the list; `nextCursor` is opaque and null at the end. */
export type StudentPage = { items: StudentItem[]; nextCursor: string | null };

/** How many there are; `more` when counting stopped at `count`. */
export type StudentCount = { count: number; more: boolean };

/** What sort of record a student's file is, and where the school puts it among the others. */
export type FileClass = { id: string; name: string; position: number };

export type StudentFile = DocumentItem & { recordClass: FileClass | null };

export type StudentFilePage = { items: readonly StudentFile[]; nextCursor: string | null };
