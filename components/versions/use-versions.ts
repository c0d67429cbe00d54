"use client";
import { useCallback, useEffect, useState, useTransition } from "react";
import type { Refusal } from "#components/list/use-rows.ts";
import { listVersionsAction } from "#lib/versions/actions.ts";
import type { VersionPage } from "#lib/versions/types.ts";

/** The versions of a document, and more of them on demand; null until they are known. */
export function useVersions(id: string) {
  const [known, setKnown] = useState<VersionPage | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const [loading, startLoading] = useTransition();
  const ask = useCallback(
    (below: number | null, wanted: () => boolean) =>
      startLoading(async () => {
        setProblem(null);
        const result = await listVersionsAction({ id, below })
          // The server could not be reached; its own errors come as an answer.
          .catch((): Refusal => ({ ok: false, code: "internal", details: {} }));
        if (!wanted()) return;
        if (!result.ok) setProblem(result);
        else
          setKnown((before) =>
            below === null || before === null ? result.data : joined(before, result.data),
          );
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
  const drop = useCallback(
    (number: number) =>
      setKnown(
        (before) =>
          before && { ...before, versions: before.versions.filter((version) => version.number !== number) },
      ),
    [],
  );
  return { known, problem, loading, more, drop };
}

const joined = (before: VersionPage, { versions, next }: VersionPage): VersionPage => ({
  ...before,
  versions: [...before.versions, ...versions],
  next,
});
