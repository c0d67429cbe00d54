import type { Publication } from "#lib/publishing/types.ts";

/** Whether a file is public, or will be in a moment: holding another version takes that back. */
export function isShownToAll(publication: Publication | null): boolean {
  return publication !== null && publication.state !== "withdrawing";
}
