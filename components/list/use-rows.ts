"use client";
import { useCallback, useReducer, useState, useTransition } from "react";
import { type Count, type RowsChange, reduceRows } from "#components/list/rows.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { listDocumentsAction } from "#lib/documents/actions.ts";
import { type ListQuery, listKey, writeListQuery } from "#lib/documents/list-query.ts";
import type { DocumentPage } from "#lib/documents/types.ts";

export type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** Changes the rows of the list that is shown. */
export type Change = (change: RowsChange) => void;

/**
 * The rows of a list: the server's first page, more of them on demand, and changes on top.
 * @param view live documents as `query` asks, or the trash, which is asked for as a whole.
 */
export function useRows(view: "live" | "trash", query: ListQuery, first: DocumentPage, count: Count) {
  const key = listKey(query);
  const list = { key, order: view === "trash" ? ("deleted" as const) : query.sort };
  const [rows, dispatch] = useReducer(reduceRows, { ...list, ...first, count });
  const [seen, setSeen] = useState(first);
  const [loading, startLoading] = useTransition();
  const [problem, setProblem] = useState<{ key: string; refusal: Refusal } | null>(null);
  if (seen !== first) {
    setSeen(first);
    dispatch({ type: "refreshed", list, page: first, count });
  }
  const change: Change = useCallback((event) => dispatch({ ...event, key }), [key]);
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
