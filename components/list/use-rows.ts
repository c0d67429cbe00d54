"use client";
import { useCallback, useEffect, useReducer, useRef, useState, useTransition } from "react";
import { type Count, type Rows, type RowsChange, reduceRows } from "#components/list/rows.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { listDocumentsAction, rereadDocumentsAction } from "#lib/documents/actions.ts";
import { type ListQuery, listKey, writeListQuery } from "#lib/documents/list-query.ts";
import type { DocumentPage } from "#lib/documents/types.ts";

export type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** Milliseconds after a change for which the server may still send a page that it had read before. */
const IN_FLIGHT = 30_000;

/** Changes the rows of the list that is shown, or has the server asked for them again. */
export type Change = (change: RowsChange | { type: "stale" }) => void;

/** What has become of pages that the server sent: a step back through history shows them as they were left. */
const left = new WeakMap<DocumentPage, Rows>();

/**
 * The rows of a list: the server's first page, more of them on demand, and changes on top. After changes the page is
 * asked for by itself: a refresh of Next's, together with steps through history, can end in a whole new page, and what
 * is being uploaded would go with the old one.
 * @param view live documents as `query` asks, or the trash, which is asked for as a whole.
 */
export function useRows(view: "live" | "trash", query: ListQuery, first: DocumentPage, count: Count) {
  const key = listKey(query);
  const order = view === "trash" ? ("deleted" as const) : query.sort;
  const [rows, dispatch] = useReducer(
    reduceRows,
    first,
    (page) => left.get(page) ?? { key, order, ...page, count },
  );
  const [seen, setSeen] = useState(first);
  const [loading, startLoading] = useTransition();
  const [problem, setProblem] = useState<{ key: string; refusal: Refusal } | null>(null);
  const asked = useRef(0);
  if (seen !== first) {
    setSeen(first);
    const before = left.get(first);
    dispatch(
      before
        ? { type: "returned", rows: before }
        : { type: "refreshed", list: { key, order }, page: first, count },
    );
  }
  const reread = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const result = await rereadDocumentsAction({ view, params: writeListQuery(query) }).catch(() => null);
    if (!result?.ok || turn !== asked.current) return;
    dispatch({ type: "refreshed", list: { key, order }, ...result.data, again: true });
  }, [view, query, key, order]);
  const change: Change = useCallback(
    (event) => {
      if (event.type === "stale" || event.type === "outdated") void reread();
      if (event.type === "stale") return;
      const changed = { ...event, key };
      dispatch(changed);
      setTimeout(() => dispatch({ type: "settled", change: changed }), IN_FLIGHT);
    },
    [key, reread],
  );
  useEffect(() => {
    if (left.has(first)) void reread();
  }, [first, reread]);
  useEffect(() => {
    // Nothing there settles its recent changes any more, and the page that it asks for then is read after them.
    left.set(first, { ...rows, recent: [] });
  }, [first, rows]);
  const { nextCursor } = rows;
  const loadMore = useCallback(() => {
    startLoading(async () => {
      setProblem(null);
      const params = writeListQuery(query);
      const result = await listDocumentsAction({ view, params, cursor: nextCursor })
        // The server could not be reached; its own errors come as an answer.
        .catch((): Refusal => ({ ok: false, code: "internal", details: {} }));
      if (result.ok) change({ type: "continued", page: result.data });
      else setProblem({ key, refusal: result });
    });
  }, [view, query, key, nextCursor, change]);
  return { rows, change, loading, problem: problem?.key === key ? problem.refusal : null, loadMore };
}
