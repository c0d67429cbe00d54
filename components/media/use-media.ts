"use client";
import { useCallback, useRef, useState, useTransition } from "react";
import type { Change, Refusal } from "#components/list/use-rows.ts";
import { useStored } from "#components/upload/upload-context.ts";
import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";
import { listMediaAction } from "#lib/media/actions.ts";
import type { Shown } from "#lib/media/constants.ts";

/** Milliseconds that arrivals are gathered for: each asks for the first page again. */
const GATHER = 300;

/** Those of the first page as it is now, and behind them what was shown and lies further back. */
function joined(page: DocumentPage, shown: readonly DocumentItem[]): readonly DocumentItem[] {
  const last = page.items.at(-1);
  if (page.nextCursor === null || last === undefined) return page.items;
  const known = new Set(page.items.map(({ id }) => id));
  return [
    ...page.items,
    ...shown.filter((item) => !known.has(item.id) && item.uploadedAt <= last.uploadedAt),
  ];
}

/** The media of a gallery: the server's first page, more on demand, and what changes meanwhile. */
export function useMedia(shown: Shown, first: DocumentPage) {
  const [seen, setSeen] = useState(first);
  const [page, setPage] = useState<{ items: readonly DocumentItem[]; nextCursor: string | null }>(first);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [loading, start] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  if (seen !== first) {
    setSeen(first);
    setPage(first);
  }
  const reread = useCallback(async () => {
    const result = await listMediaAction({ shown, cursor: null }).catch(() => null);
    if (!result?.ok) return;
    setPage((now) => {
      const items = joined(result.data, now.items);
      const isWhole = items.length === result.data.items.length;
      return { items, nextCursor: isWhole ? result.data.nextCursor : now.nextCursor };
    });
  }, [shown]);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void reread();
    }, GATHER);
  }, [reread]);
  // What was replaced does not say its kind.
  useStored(
    useCallback((document) => (!("kind" in document) || document.kind === "media") && soon(), [soon]),
  );
  const change: Change = useCallback(
    (event) => {
      if (event.type === "removed") {
        const gone = new Set(event.ids);
        setPage((now) => ({ ...now, items: now.items.filter(({ id }) => !gone.has(id)) }));
      } else if (event.type === "published") {
        const { id, publication } = event;
        setPage((now) => ({
          ...now,
          items: now.items.map((item) => (item.id === id ? { ...item, publication } : item)),
        }));
      } else soon();
    },
    [soon],
  );
  const { nextCursor } = page;
  const loadMore = useCallback(() => {
    start(async () => {
      setProblem(null);
      const result = await listMediaAction({ shown, cursor: nextCursor })
        // The server could not be reached; its own errors come as an answer.
        .catch((): Refusal => ({ ok: false, code: "internal", details: {} }));
      if (!result.ok) return setProblem(result);
      setPage((now) => ({
        items: [...now.items, ...result.data.items],
        nextCursor: result.data.nextCursor,
      }));
    });
  }, [shown, nextCursor]);
  return { ...page, change, loading, problem, loadMore };
}
