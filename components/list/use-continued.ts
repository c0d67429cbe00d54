"use client";
import { useCallback, useEffect, useState, useTransition } from "react";
import type { Refusal } from "#components/list/use-rows.ts";

type Page<Cursor> = { next: Cursor | null };

/** What has been read of a list, and how to go on with it. */
export type Continued<P> = {
  /** All pages that were read, as one; null until the first is there. */
  known: P | null;
  problem: Refusal | null;
  loading: boolean;
  /** Reads the next page, or tries once more what failed. */
  more: () => void;
  change: (to: (known: P) => P) => void;
};

/**
 * A short list that is read page by page, on demand; begun anew when it is another one.
 * @param ask stays the same function while it is the same list.
 * @param join the pages before, and the one that follows them, as one.
 */
export function useContinued<Cursor, P extends Page<Cursor>>(
  ask: (after: Cursor | null) => Promise<{ ok: true; data: P } | Refusal>,
  join: (before: P, page: P) => P,
): Continued<P> {
  const [known, setKnown] = useState<P | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [loading, startLoading] = useTransition();
  const read = useCallback(
    (after: Cursor | null, wanted: () => boolean) =>
      startLoading(async () => {
        setProblem(null);
        // The server could not be reached; its own errors come as an answer.
        const result = await ask(after).catch((): Refusal => ({ ok: false, code: "internal", details: {} }));
        if (!wanted()) return;
        if (!result.ok) setProblem(result);
        else {
          setKnown((before) => (after === null || before === null ? result.data : join(before, result.data)));
        }
      }),
    [ask, join],
  );
  useEffect(() => {
    let wanted = true;
    read(null, () => wanted);
    return () => {
      wanted = false;
    };
  }, [read]);
  const more = useCallback(() => read(known?.next ?? null, () => true), [read, known]);
  const change = useCallback((to: (known: P) => P) => setKnown((before) => before && to(before)), []);
  return { known, problem, loading, more, change };
}
