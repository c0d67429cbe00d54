import type { Drift } from "#lib/documents/recount.mutations.ts";
import type { Status } from "#lib/documents/status.ts";
import type { StoredKind } from "#lib/usage/constants.ts";

/**
 * What can be wrong.
 * - `file_missing`: a file's row is there, its object is not.
 * - `file_differs`: its object has another size or other bytes.
 * - `file_returned`: it was marked as one of both, and is right again.
 * - `copy_wrong`: a thumbnail, published copy or logo is missing or of another size: it can be made again; or a person's
 *   picture, which cannot: it is taken away, and they choose another.
 * - `object_unknown`: an object without a row.
 * - `parts_unknown`: an unfinished upload in parts without a row.
 * - `totals_drift`: running totals that are not the sums.
 */
export const SORTS = [
  "file_missing",
  "file_differs",
  "file_returned",
  "copy_wrong",
  "object_unknown",
  "parts_unknown",
  "totals_drift",
] as const;
export type Sort = (typeof SORTS)[number];

/** What is held against the checksums: nothing, what the store tells of them, or every byte. */
export const HASHES = ["none", "told", "read"] as const;
export type Hashes = (typeof HASHES)[number];

export type BucketName = "private" | "public";

/** An object as the store lists it. */
export type Listed = {
  key: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date | null;
};

/** A row of `objects` with what is known of its document, if it is a file. */
export type Known = {
  id: string;
  key: string;
  state: "pending" | "live" | "deleting";
  purpose: "original" | "thumbnail" | "probe" | "published" | "logo" | "avatar" | "stray";
  /** Bytes. */
  size: number;
  schoolId: string | null;
  createdAt: Date;
  signedUntil: Date | null;
  documentId: string | null;
  status: Status | null;
  /** SHA-256 (hex) that was proven of the bytes; null where none was. */
  sha256: string | null;
};

/** A fault as it was found, before it has a row. */
export type Found = {
  sort: Sort;
  bucket?: BucketName;
  key?: string;
  objectId?: string;
  schoolId?: string | null;
  documentId?: string | null;
  purpose?: Known["purpose"];
  expectedSize?: number;
  foundSize?: number;
  expectedHash?: string;
  foundHash?: string;
  storeUploadId?: string;
  kind?: StoredKind;
  drift?: Drift;
  since?: Date | null;
  known?: boolean;
};

/** A run as those see it who look after the installation. */
export type RunSummary = {
  id: string;
  origin: "weekly" | "page" | "command";
  hashes: Hashes;
  state: "queued" | "running" | "done" | "stopped" | "failed";
  phase: BucketName | "parts" | "totals" | "end";
  objects: number;
  bytes: number;
  rows: number;
  hashed: number;
  young: number;
  graceHours: number;
  /** How much of the work is done, 0 to 100: by the rows that there were at the beginning. */
  percent: number;
  /** Milliseconds of work. */
  workedMs: number;
  found: Partial<Record<Sort, number>>;
  truncated: boolean;
  /** UTC, ISO 8601. */
  createdAt: string;
  finishedAt: string | null;
  repair: "running" | "done" | "failed" | null;
};

/** What the latest run found of one sort, and what a repair could do about it. */
export type SortSummary = {
  sort: Sort;
  /** Found at all; of them repaired, found right by then, and marked by an earlier repair. */
  found: number;
  repaired: number;
  over: number;
  known: number;
  /** What a repair would deal with now. */
  open: number;
  /** Bytes of these objects, where that can be told. */
  bytes: number;
  /** The first of them: where they are, and in which school. */
  examples: { place: string; schoolId: string | null; documentId: string | null }[];
};

/** Everything the page shows. */
export type Overview = {
  /** The run that is under way. */
  current: RunSummary | null;
  /** The latest one that ended. */
  latest: RunSummary | null;
  sorts: SortSummary[];
  history: RunSummary[];
  /** How many repairs may still touch the bucket today, of how many. */
  room: { left: number; limit: number };
};
