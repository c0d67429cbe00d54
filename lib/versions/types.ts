import type { Status } from "#lib/documents/status.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** One version of a document, the current one included. */
export type Version = {
  /** From 1; the current one has the highest. */
  number: number;
  isCurrent: boolean;
  filename: string;
  contentType: string;
  /** Bytes. */
  fileSize: number;
  /** SHA-256 of the bytes, hex; null where the uploader gave none. */
  sha256: string | null;
  /** Nothing but `ready` can be opened. */
  status: Status;
  /** Who brought these bytes. */
  uploadedBy: { id: string; name: string };
  /** UTC, ISO 8601: when they came. */
  uploadedAt: string;
  /** The number these bytes had before they were made current again; null where they were not. */
  restoredFrom: number | null;
};

/** A document's versions, newest first; `next` is null at the end, else what to ask for the rest with. */
export type VersionPage = {
  versions: Version[];
  next: number | null;
  /** What the reader may do with them. */
  canRestore: boolean;
  canDelete: boolean;
};

/** What is another in a document that holds another version by now; all else is as it was. */
export type Replaced = Pick<
  DocumentItem,
  "id" | "filename" | "version" | "contentType" | "fileSize" | "sha256" | "sha256Verified" | "quarantine"
>;

/** What would be lost with old versions: how many, of how many files, and bytes. */
export type OldVersions = {
  versions: number;
  files: number;
  bytes: number;
  /** UTC, ISO 8601: those that came up to then are meant. */
  upTo: string;
};
