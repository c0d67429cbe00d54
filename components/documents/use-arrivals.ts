"use client";
import { useTimeZone } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { matches } from "#components/list/matches.ts";
import type { Change } from "#components/list/use-rows.ts";
import { useStored } from "#components/upload/upload-context.ts";
import { fitsFilters, type ListQuery } from "#lib/documents/list-query.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { Replaced } from "#lib/versions/types.ts";

/** Milliseconds that arrivals are gathered for: a list of hundreds is not drawn again for each of them. */
const GATHER = 100;

/**
 * Shows what has been stored at once, from the server's own answer, which is what it has stored. The page is not
 * fetched again for it: Next answers a fetch that fails with a whole new page, and the uploads would go with the old.
 */
export function useArrivals(query: ListQuery, userId: string, change: Change): void {
  const timeZone = useTimeZone() ?? "UTC";
  const arrived = useRef<DocumentItem[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  useStored(
    useCallback(
      (document: DocumentItem | Replaced) => {
        if (!("kind" in document)) {
          change({ type: "renamed", id: document.id, names: document });
          return change({ type: "stale" });
        }
        if (!matches(document.filename, query.q)) return;
        if (!fitsFilters(document, query, { userId, timeZone })) return;
        arrived.current.push(document);
        timer.current ??= setTimeout(() => {
          timer.current = null;
          change({ type: "inserted", items: arrived.current.splice(0) });
        }, GATHER);
      },
      [query, userId, timeZone, change],
    ),
  );
}
