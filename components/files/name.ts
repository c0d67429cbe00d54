import type { DocumentItem } from "#lib/documents/types.ts";

/** What a document is called: its title where it has one, else the name of its file. */
export function nameOf({ title, filename }: Pick<DocumentItem, "title" | "filename">): string {
  return title || filename;
}
