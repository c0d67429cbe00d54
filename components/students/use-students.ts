"use client";
import { useCallback, useState, useTransition } from "react";
import type { Refusal } from "#components/list/use-rows.ts";
import { listStudentsAction, rereadStudentsAction } from "#lib/students/actions.ts";
import { type StudentQuery, writeStudentQuery } from "#lib/students/student-query.ts";
import type { ListedPage, StudentCount, StudentItem } from "#lib/students/types.ts";

type Rows = ListedPage & { count: StudentCount; first: ListedPage };

const UNREACHABLE: Refusal = { ok: false, code: "internal", details: {} };

/** The rows of the list: the server's first page, more of them on demand, and what was changed here. */
export function useStudents(query: StudentQuery, first: ListedPage, count: StudentCount) {
  const [rows, setRows] = useState<Rows>({ ...first, count, first });
  const [loading, startLoading] = useTransition();
  const [problem, setProblem] = useState<{ first: ListedPage; refusal: Refusal } | null>(null);
  if (rows.first !== first) setRows({ ...first, count, first });
  // What comes for a list that is not shown any more changes nothing.
  const change = useCallback(
    (to: (rows: Rows) => Rows) => setRows((now) => (now.first === first ? to(now) : now)),
    [first],
  );
  const { nextCursor } = rows;
  const loadMore = useCallback(() => {
    startLoading(async () => {
      setProblem(null);
      const params = writeStudentQuery(query);
      const result = await listStudentsAction({ params, cursor: nextCursor }).catch(() => UNREACHABLE);
      if (!result.ok) return setProblem({ first, refusal: result });
      const { items, nextCursor: next } = result.data;
      change((now) => {
        const known = new Set(now.items.map(({ id }) => id));
        return {
          ...now,
          items: [...now.items, ...items.filter(({ id }) => !known.has(id))],
          nextCursor: next,
        };
      });
    });
  }, [query, first, nextCursor, change]);
  /** Has the first page read again; rows that were loaded below it are loaded again as one comes to them. */
  const reread = useCallback(async () => {
    const result = await rereadStudentsAction({ params: writeStudentQuery(query) }).catch(() => null);
    if (result?.ok) change((now) => ({ ...now, ...result.data.page, count: result.data.count }));
  }, [query, change]);
  const replace = useCallback(
    (student: StudentItem) =>
      change((now) => ({
        ...now,
        items: now.items.map((item) => (item.id === student.id ? { ...item, ...student } : item)),
      })),
    [change],
  );
  const remove = useCallback(
    (id: string) =>
      change((now) => {
        const items = now.items.filter((item) => item.id !== id);
        const fewer = now.count.count - (now.items.length - items.length);
        return { ...now, items, count: now.count.more ? now.count : { ...now.count, count: fewer } };
      }),
    [change],
  );
  return {
    rows,
    loading,
    problem: problem?.first === first ? problem.refusal : null,
    loadMore,
    reread,
    replace,
    remove,
  };
}
