"use client";
import { useSyncExternalStore } from "react";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What was said of files on this page, and what lists had of them before: those that came earlier still have it. */
const told = new Map<string, { before: string | null; text: string | null }>();
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a media file shows, as it was said last; null where nobody has said. */
export function useAltText({ id, altText }: DocumentItem): string | null {
  const now = () => {
    const one = told.get(id);
    return one !== undefined && one.before === altText ? one.text : altText;
  };
  return useSyncExternalStore(listen, now, now);
}

/** Says it, to all that show the file. */
export function tellAltText({ id, altText }: DocumentItem, text: string | null): void {
  told.set(id, { before: altText, text });
  for (const listener of listeners) listener();
}
