import type { Kind } from "#lib/documents/constants.ts";
import type { StoredKind } from "#lib/usage/constants.ts";

/**
 * Of which kind a file is counted. Restricted ones are counted apart, so that the figures of whoever may not see them are
 * what they would be without.
 */
export function countedAs(file: { kind: Kind; restricted: boolean }): StoredKind {
  return file.restricted ? "restricted" : file.kind;
}
