"use client";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import type { Refusal } from "#components/list/use-rows.ts";
import { useStored } from "#components/upload/upload-context.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import { listStudentFilesAction } from "#lib/students/actions.ts";
import type { StudentFilePage } from "#lib/students/types.ts";

const UNREACHABLE: Refusal = { ok: false, code: "internal", details: {} };

/** Milliseconds that arrivals are gathered for. */
const GATHER = 150;

/**
 * The files of a student: the server's first page, more of them on demand, read again after each change; what else comes
 * of a change is for `also` to read.
 */
export function useStudentFiles(student: string, first: StudentFilePage, also: () => Promise<void>) {
  const [files, setFiles] = useState({ first, page: first });
  if (files.first !== first) setFiles({ first, page: first });
  const { page } = files;
  const [loading, startLoading] = useTransition();
  const [problem, setProblem] = useState<Refusal | null>(null);
  const change = useCallback(
    (to: (page: StudentFilePage) => StudentFilePage) => setFiles((now) => ({ ...now, page: to(now.page) })),
    [],
  );
  const asked = useRef(0);
  const reread = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    void also();
    const result = await listStudentFilesAction({ student, cursor: null }).catch(() => null);
    // An older answer must not take the place of a newer one.
    if (result?.ok && turn === asked.current) change(() => result.data);
  }, [student, change, also]);
  const { nextCursor } = page;
  const loadMore = useCallback(() => {
    startLoading(async () => {
      setProblem(null);
      const result = await listStudentFilesAction({ student, cursor: nextCursor }).catch(() => UNREACHABLE);
      if (!result.ok) return setProblem(result);
      change((now) => {
        const known = new Set(now.items.map(({ id }) => id));
        const more = result.data.items.filter(({ id }) => !known.has(id));
        return { items: [...now.items, ...more], nextCursor: result.data.nextCursor };
      });
    });
  }, [student, nextCursor, change]);
  const remove = useCallback(
    (item: DocumentItem) =>
      change((now) => ({ ...now, items: now.items.filter(({ id }) => id !== item.id) })),
    [change],
  );
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  useStored(
    useCallback(() => {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        void reread();
      }, GATHER);
    }, [reread]),
  );
  return { ...page, loading, problem, loadMore, reread, remove };
}
