"use client";
import { useCallback, useEffect, useState, useTransition } from "react";
import type { Refusal } from "#components/list/use-rows.ts";
import { documentHistoryAction } from "#lib/documents/actions.ts";
import type { HistoryCursor, HistoryEntry, HistoryPage } from "#lib/documents/types.ts";

type Known = { entries: readonly HistoryEntry[]; next: HistoryCursor | null };

/** What happened to a document, and more of it on demand; null until it is known. */
export function useHistory(id: string) {
  const [known, setKnown] = useState<Known | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [loading, startLoading] = useTransition();
  const ask = useCallback(
    (after: HistoryCursor | null, wanted: () => boolean) =>
      startLoading(async () => {
        setProblem(null);
        const result = await documentHistoryAction({ id, after })
          // The server could not be reached; its own errors come as an answer.
          .catch((): Refusal => ({ ok: false, code: "internal", details: {} }));
        if (!wanted()) return;
        if (result.ok) setKnown((before) => joined(after === null ? null : before, result.data));
        else setProblem(result);
      }),
    [id],
  );
  useEffect(() => {
    let wanted = true;
    ask(null, () => wanted);
    return () => {
      wanted = false;
    };
  }, [ask]);
  const more = useCallback(() => ask(known?.next ?? null, () => true), [ask, known]);
  return { known, problem, loading, more };
}

function joined(before: Known | null, { entries, next }: HistoryPage): Known {
  return { entries: [...(before?.entries ?? []), ...entries], next };
}
