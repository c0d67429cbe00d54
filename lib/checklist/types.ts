import type { DocumentItem } from "#lib/documents/types.ts";

/** What an item of a school's checklist is made of, as its administrators say it. */
export type ItemValues = {
  name: string;
  /** The id of the record class of which a document must be. */
  recordClassId: string;
  /** Whose it is asked of; of everyone where none is named. */
  groups: readonly string[];
  /** Whether only what came in this school year counts. */
  everyYear: boolean;
};

export type ChecklistItem = ItemValues & {
  id: string;
  className: string;
  /** Whether nothing can be put into its class any more. */
  classArchived: boolean;
};

/** The document by which a student has what is asked for. */
export type Proof = Pick<DocumentItem, "id" | "filename" | "title" | "uploadedAt">;

/** An item as it stands with one student: `proof` is the newest document that the reader may see, null while it is missing. */
export type Standing = Pick<
  ChecklistItem,
  "id" | "name" | "recordClassId" | "className" | "classArchived" | "everyYear"
> & { proof: Proof | null };

/** What the list of students asks for: those to whom anything is missing, or this item. */
export type Missing = "any" | (string & {});
