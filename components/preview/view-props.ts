import type { DocumentItem } from "#lib/documents/types.ts";

/** What every view of a document is given. */
export type ViewProps = {
  document: DocumentItem;
  /** A signed GET of its bytes. */
  url: string;
  /** UTC, ISO 8601: when the signature ends. */
  expiresAt: string | null;
  /**
   * Asks for a fresh signature, which comes as another `url` while the view stays. With `ahead` the one at hand still
   * serves: if none can be had, nothing is said.
   */
  renew: (options?: { ahead: boolean }) => void;
  /** Opens the document from the beginning, after a failure. */
  retry: () => void;
};
