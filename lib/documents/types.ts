import type { Kind } from "#lib/documents/constants.ts";
import type { Quarantine, Status } from "#lib/documents/status.ts";
import type { ErrorCode } from "#lib/errors.ts";
import type { Publication } from "#lib/publishing/types.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";
import type { Tag } from "#lib/tags/types.ts";

/** What a document looks like outside the data layer. It has no object key. */
export type DocumentItem = {
  id: string;
  kind: Kind;
  /** The person's own name for the file, exactly as given. */
  filename: string;
  title: string | null;
  /** What a media file shows, for those who cannot see it. */
  altText: string | null;
  /** The number of what it holds now: 1 while it was never replaced. */
  version: number;
  contentType: string;
  /** Bytes. */
  fileSize: number;
  /** SHA-256 of the bytes, hex; null where the uploader gave none. */
  sha256: string | null;
  /** Whether the store or the app has proven `sha256` against the stored bytes. */
  sha256Verified: boolean;
  /** Why the virus scanner keeps it from everybody; null where it does not. */
  quarantine: Quarantine | null;
  /** Whether it was taken out of sight because the stored bytes are not what was sent: it cannot be restored. */
  withdrawn: boolean;
  uploadedBy: { id: string; name: string } | null;
  /** UTC, ISO 8601. */
  uploadedAt: string;
  /** UTC, ISO 8601; null while the document is not in the trash. */
  deletedAt: string | null;
  /** UTC, ISO 8601: when the worker deletes it for good; null while it is not in the trash. */
  purgeAt: string | null;
  /** A signed GET of its small picture, good for ten minutes or more; only lists have it, null where there is none. */
  thumbnailUrl: string | null;
  /** What it is to the public; null for what nobody outside the school can see. */
  publication: Publication | null;
  /** What the reader may do with it, so that a page shows no button that would be refused. */
  canDelete: boolean;
  /** Whether the reader may change its name and title. */
  canEdit: boolean;
};

/** What is the same for every reader. */
export type ItemFacts = Omit<DocumentItem, "thumbnailUrl" | "canDelete" | "canEdit">;

/** What a document is called; what is not given is not spoken of. */
export type Naming = {
  filename?: string | undefined;
  title?: string | null | undefined;
  /** Of media alone. */
  altText?: string | null | undefined;
};

/**
 * What is said of a document beside its name; what is not given is not spoken of. A record class is named by its id or
 * by its name, tags by their names: `tags` are all that it is to have, `addTags` and `removeTags` leave the others be.
 */
export type Describing = {
  recordClass?: string | null | undefined;
  year?: number | null | undefined;
  notes?: string | null | undefined;
  tags?: readonly string[] | undefined;
  addTags?: readonly string[] | undefined;
  removeTags?: readonly string[] | undefined;
};

/** What has been said of a document beside its name. */
export type Description = {
  recordClass: RecordClass | null;
  year: number | null;
  notes: string | null;
  /** By name. */
  tags: Tag[];
};

/** What lists can be narrowed to. */
export type FilterChoices = { classes: RecordClass[]; years: number[]; tags: Tag[] };

/** What the class and the tag that a list is narrowed to are called; null where that is not known. */
export type FilterNames = { recordClass: string | null; tag: string | null };

/** A document as the HTTP API's own callers see it: with its object key, which pages never get. */
export type DocumentRecord = DocumentItem &
  Description & {
    schoolId: string;
    /** The object key. */
    filePath: string;
    /** Nothing but `ready` can be read. */
    status: Status;
    /** Of reports: the slug of their type, and the part of the year. */
    reportType: string | null;
    term: number | null;
    studentIds: string[];
  };

/** What is the same for every caller. */
export type RecordFacts = ItemFacts & Omit<DocumentRecord, keyof DocumentItem>;

/** One page of a keyset-paged list; `nextCursor` is opaque and null at the end. */
export type DocumentPage = { items: DocumentItem[]; nextCursor: string | null };

/** How a document can be shown in the page. `none` means: download it. */
export type PreviewMode = "image" | "pdf" | "text" | "table" | "audio" | "video" | "none";

/** A document opened for viewing: `url` is a signed GET that ends at `expiresAt` (UTC, ISO 8601). */
export type OpenedDocument = {
  document: DocumentItem;
  mode: PreviewMode;
  url: string | null;
  expiresAt: string | null;
};

/** One document signed for download: `url` is a signed GET that ends at `expiresAt` (UTC, ISO 8601). */
export type SignedDownload = { id: string; url: string; expiresAt: string };

/** Documents signed for download together, and those that were refused, each with its reason. */
export type SignedDownloads = { signed: SignedDownload[]; refused: { id: string; code: ErrorCode }[] };

/** What can be said of a document's past. Changes say from what to what; null where something was not touched. */
export type HistoryEntry = {
  id: string;
  /** UTC, ISO 8601. */
  at: string;
  /** Who did it; null where the system did. */
  person: { id: string; name: string } | null;
} & (
  | { what: "created" | "deleted" | "restored" | "alt_text_changed" | "published" | "unpublished" }
  /** `version` is 0 where there was but one. */
  | { what: "viewed" | "downloaded"; version: number }
  | { what: "replaced"; version: number; filename: { from: string; to: string } | null }
  /** `was`: its number before. */
  | { what: "version_restored"; version: number; was: number }
  | { what: "version_deleted"; version: number }
  | {
      what: "renamed";
      filename: { from: string; to: string } | null;
      title: { from: string | null; to: string | null } | null;
    }
  | {
      what: "described";
      recordClass: { from: string | null; to: string | null } | null;
      year: { from: number | null; to: number | null } | null;
      /** What became of the notes; what they say stays with the document. */
      notes: "added" | "changed" | "removed" | null;
      tagsAdded: string | null;
      tagsRemoved: string | null;
    }
);

/** Where a history goes on: behind this entry. */
export type HistoryCursor = { at: string; id: string };

/** One page of a document's history, newest first; `next` is null at the end. */
export type HistoryPage = {
  entries: HistoryEntry[];
  next: HistoryCursor | null;
  /** Whether the reader may look it all up in the audit. */
  hasTrail: boolean;
};
