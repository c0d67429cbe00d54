import type { Readable } from "node:stream";
import type { Kind } from "#lib/documents/constants.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** What a version was in the school that it comes from. */
export type WantedVersion = {
  number: number;
  /** Who brought these bytes, and when; null where that is who the document came from. */
  by: string | null;
  /** UTC, ISO 8601. */
  at: string | null;
  restoredFrom: number | null;
};

/** What an imported file gets beside what every upload says. Ids are of the school that it comes to. */
export type Wanted = {
  uploadedBy?: string;
  /** UTC, ISO 8601. */
  uploadedAt?: string;
  recordClassId?: string;
  tagIds?: string[];
  notes?: string;
  altText?: string;
  /** Null for a document of an export that is of no year. */
  year?: number | null;
  version?: WantedVersion;
};

/** A file at its source, or something there that is none. */
export type SourceEntry = {
  /** Below the folder or prefix, with `/` between its parts, as people can read it. */
  path: string;
  /** Bytes; null for what is left out. */
  size: number | null;
  /** Why it is not even looked at. */
  leftOut: LeftOut | null;
  /** How the source's store calls the bytes. */
  stamp: string | null;
  /** The bytes, at hand from then on until it is disposed of. */
  open: () => Promise<SourceFile>;
};

/** Bytes that are at hand: they are read as often as wanted, and are the same each time. */
export type SourceFile = AsyncDisposable & {
  size: number;
  /** Lower-case hex. */
  sha256: string;
  stream: () => Readable;
  /** Bytes `start` to `end`, both included. */
  read: (start: number, end: number) => Promise<Uint8Array>;
};

export type LeftOut =
  | "hidden"
  | "symlink"
  | "not_a_file"
  | "unreadable"
  | "name_not_utf8"
  | "not_there"
  | "bytes_missing"
  | "bytes_differ";

/** What became of a file, or would in a dry run. */
export type Outcome = { path: string; size: number | null } & (
  | { is: "stored"; documentId: string | null; sha256: string }
  | { is: "already"; documentId: string | null; sha256: string | null; gone: boolean }
  | { is: "refused" | "failed"; code: ErrorCode; details: ErrorDetails }
  | { is: "left_out"; why: LeftOut }
);

/** What a row of metadata says of a file, once it is understood. */
export type Described = {
  kind: Kind;
  filename: string;
  contentType: string;
  title?: string;
  reportType?: string;
  year?: number;
  term?: number;
  studentIds: string[];
  /** Names; they are made where the school has not got them. */
  tags: string[];
  wanted: Wanted;
};
