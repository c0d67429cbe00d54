import type { ListParam } from "#lib/documents/list-query.ts";

/** What can be done to many documents at once; `dropVersions` deletes their old versions for good, `undo` takes back a `trash`, `undescribe` a `describe`. */
export type BulkVerb = "trash" | "restore" | "purge" | "undo" | "describe" | "undescribe" | "dropVersions";

/** What is said of many documents, with the names of then. */
export type BulkChange =
  | { field: "class"; id: string | null; name: string | null }
  | { field: "year"; year: number | null }
  | { field: "addTag" | "removeTag"; id: string; name: string };

/** What a document was of before: the id of its class, or its year; of tags it is enough that there was a change. */
export type BulkBefore = { value: string | number | null };

/** What somebody wants to say of many documents. */
export type BulkSaying =
  | { field: "class"; id: string | null }
  | { field: "year"; year: number | null }
  | { field: "addTag" | "removeTag"; name: string };

export type BulkState = "queued" | "running" | "done" | "stopped" | "failed";

/** An action on many documents, as its owner sees it. */
export type BulkAction = {
  id: string;
  action: BulkVerb;
  change: BulkChange | null;
  state: BulkState;
  stoppedBy: "owner" | "rights" | null;
  /** Documents that it is about, those it has dealt with, and those it left alone, each for its reason. */
  total: number;
  done: number;
  skippedRights: number;
  skippedGone: number;
  /** UTC, ISO 8601. */
  createdAt: string;
  finishedAt: string | null;
  seen: boolean;
  undone: boolean;
  canUndo: boolean;
};

/** A person's latest actions, latest first. */
export type BulkOverview = { actions: BulkAction[] };

/** What the bell shows before anything else is known. */
export type BulkSummary = { unseen: number; running: boolean };

/** What an address asks of a list. */
type Params = Partial<Record<ListParam, string | null>>;

/** All that fitted in the school that the page shows, at a moment (UTC, ISO 8601); or documents named one by one. */
export type BulkSource = { schoolId: string; params: Params; asOf: string } | { ids: string[] };

export type BulkRequest =
  | { action: "trash" | "restore" | "purge"; of: BulkSource }
  | { action: "describe"; say: BulkSaying; of: BulkSource }
  /** Of all files that are not in the trash, old versions that came up to a moment (UTC, ISO 8601). */
  | { action: "dropVersions"; schoolId: string; upTo: string };

/** A document that fits, as a zip needs it: `fileSize` in bytes, `uploadedAt` in UTC, ISO 8601. */
export type MatchingFile = { id: string; filename: string; fileSize: number; uploadedAt: string };

/** How many documents of a school fit at the moment `asOf`; `more` when counting stopped there. */
export type Matching = { schoolId: string; count: number; more: boolean; asOf: string };
