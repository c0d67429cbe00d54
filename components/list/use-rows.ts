"use client";
import { useCallback, useReducer, useState, useTransition } from "react";
import { type Count, reduceRows } from "#components/list/rows.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { listDocumentsAction } from "#lib/documents/actions.ts";
import type { DocumentPage } from "#lib/documents/types.ts";

/** Which list: live documents or the trash, and what was searched for. */
export type ListQuery = { view: "live" | "trash"; q: string };

export type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** The rows of a list: the server's first page, more of them on demand, and changes on top. */
export function useRows(query: ListQuery, first: DocumentPage, count: Count) {
  const [rows, dispatch] = useReducer(reduceRows, { ...first, count });
  const [seen, setSeen] = useState(first);
  const [loading, startLoading] = useTransition();
  const [problem, setProblem] = useState<Refusal | null>(null);
  if (seen !== first) {
    setSeen(first);
    dispatch({ type: "refreshed", page: first, count });
  }
  const { nextCursor } = rows;
  const { view, q } = query;
  const loadMore = useCallback(() => {
    startLoading(async () => {
      setProblem(null);
      const result = await listDocumentsAction({
        view,
        ...(q ? { q } : {}),
        ...(nextCursor ? { cursor: nextCursor } : {}),
      })
        // The server could not be reached; its own errors come as an answer.
        .catch((): Refusal => ({ ok: false, code: "internal", details: {} }));
      if (result.ok) dispatch({ type: "continued", page: result.data });
      else setProblem(result);
    });
  }, [view, q, nextCursor]);
  return { rows, dispatch, loading, problem, loadMore };
}
