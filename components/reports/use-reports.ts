"use client";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import type { Change, Refusal } from "#components/list/use-rows.ts";
import { changed, type ReportRows, refreshed } from "#components/reports/rows.ts";
import { useStored } from "#components/upload/upload-context.ts";
import { listReportsAction, rereadReportsAction } from "#lib/reports/actions.ts";
import { type ReportQuery, writeReportQuery } from "#lib/reports/report-query.ts";
import type { ReportCount, ReportPage } from "#lib/reports/types.ts";

const UNREACHABLE: Refusal = { ok: false, code: "internal", details: {} };

/** Milliseconds that arrivals are gathered for: several hundred may come in a row. */
const GATHER = 1_000;

/** The rows of the list: the server's first page, more of them on demand, and what changes meanwhile. */
export function useReports(query: ReportQuery, first: ReportPage, count: ReportCount) {
  const [shown, setShown] = useState<{ first: ReportPage; rows: ReportRows }>({
    first,
    rows: { ...first, count },
  });
  if (shown.first !== first) setShown({ first, rows: { ...first, count } });
  const { rows } = shown;
  const [loading, startLoading] = useTransition();
  const [problem, setProblem] = useState<{ first: ReportPage; refusal: Refusal } | null>(null);
  // What comes for a list that is not shown any more changes nothing.
  const set = useCallback(
    (to: (rows: ReportRows) => ReportRows) =>
      setShown((now) => (now.first === first ? { first, rows: to(now.rows) } : now)),
    [first],
  );
  const asked = useRef(0);
  const reread = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const result = await rereadReportsAction({ params: writeReportQuery(query) }).catch(() => null);
    // An older answer must not take the place of a newer one.
    if (result?.ok && turn === asked.current) {
      set((now) => refreshed(now, result.data.page, result.data.count));
    }
  }, [query, set]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const soon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void reread();
    }, GATHER);
  }, [reread]);
  // What was replaced does not say its kind.
  useStored(
    useCallback((document) => (!("kind" in document) || document.kind === "report") && soon(), [soon]),
  );
  const change: Change = useCallback(
    (event) => {
      if (event.type === "stale" || event.type === "outdated") void reread();
      else set((now) => changed(now, event));
    },
    [reread, set],
  );
  const { nextCursor } = rows;
  const loadMore = useCallback(() => {
    startLoading(async () => {
      setProblem(null);
      const params = writeReportQuery(query);
      const result = await listReportsAction({ params, cursor: nextCursor }).catch(() => UNREACHABLE);
      if (!result.ok) return setProblem({ first, refusal: result });
      const { items, nextCursor: next } = result.data;
      set((now) => {
        const known = new Set(now.items.map(({ id }) => id));
        const more = items.filter(({ id }) => !known.has(id));
        return { ...now, items: [...now.items, ...more], nextCursor: next };
      });
    });
  }, [query, first, nextCursor, set]);
  return { rows, change, loading, problem: problem?.first === first ? problem.refusal : null, loadMore };
}
