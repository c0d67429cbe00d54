import type { Kind, KindPolicy } from "#lib/documents/constants.ts";

/** The kinds that are uploaded from a list. Of a report it is asked first whom it is about. */
export const UPLOAD_KINDS = ["document", "media", "report"] as const satisfies readonly Kind[];
export type UploadKind = (typeof UPLOAD_KINDS)[number];

/** What becomes of files, and whom they are about: decided where they are added, whatever is shown since. */
export type UploadTarget = {
  kind: UploadKind;
  /** The id of a student; null where they are about nobody. */
  student: string | null;
};

/** What is taken of each kind. */
export type UploadPolicies = Readonly<Record<UploadKind, KindPolicy>>;

/**
 * What is added in view of a list becomes: media on the tab of media, a document everywhere else. A child's document
 * must not become media by accident, so no other tab, search or saved view leads there.
 * @param tab the kind that the list is narrowed to; null on other pages.
 * @param mayAddMedia whether the reader may.
 */
export function uploadKind(tab: string | null, mayAddMedia: boolean): UploadKind {
  return tab === "media" && mayAddMedia ? "media" : "document";
}

/** The student whose page this is: what is added there is about them. */
export function studentOfPage(path: string): string | null {
  return /^\/students\/([0-9a-f]{8}-[0-9a-f-]{27})$/.exec(path)?.[1] ?? null;
}
