"use client";
import { useCallback } from "react";
import { type Continued, useContinued } from "#components/list/use-continued.ts";
import { documentHistoryAction } from "#lib/documents/actions.ts";
import type { HistoryCursor, HistoryPage } from "#lib/documents/types.ts";

/** What happened to a document, and more of it on demand; null until it is known. */
export function useHistory(id: string): Continued<HistoryPage> {
  const ask = useCallback((after: HistoryCursor | null) => documentHistoryAction({ id, after }), [id]);
  return useContinued(ask, joined);
}

const joined = (before: HistoryPage, { entries, ...rest }: HistoryPage): HistoryPage => ({
  entries: [...before.entries, ...entries],
  ...rest,
});
