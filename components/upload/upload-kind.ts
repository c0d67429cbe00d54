import type { Kind, KindPolicy } from "#lib/documents/constants.ts";

/** The kinds that are uploaded from a list: a file is all that they need. */
export const UPLOAD_KINDS = ["document", "media"] as const satisfies readonly Kind[];
export type UploadKind = (typeof UPLOAD_KINDS)[number];

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
