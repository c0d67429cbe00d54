"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { ActionResult } from "#lib/action-result.ts";
import {
  reconcileOverviewAction,
  repairReconcileAction,
  startReconcileAction,
  stopReconcileAction,
} from "#lib/reconcile/actions.ts";
import type { Overview, Sort } from "#lib/reconcile/types.ts";

/** Milliseconds between two looks at what the worker does. */
const LOOK_EVERY = 1_500;

const UNREACHABLE = { ok: false, code: "internal", details: {} } as const;

const isBusy = ({ current, latest }: Overview) => current !== null || latest?.repair === "running";

/** Reconciling as it is, followed while the worker is at it, and what can be done about it. */
export function useReconcile(first: Overview) {
  const [overview, setOverview] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const errorText = useErrorText();
  // What was asked for last: an answer to an earlier question says nothing new.
  const turn = useRef(0);

  const ask = useCallback(
    async (work: () => Promise<ActionResult<Overview>>, isQuiet = false) => {
      turn.current += 1;
      const own = turn.current;
      const result = await work().catch(() => UNREACHABLE);
      if (own !== turn.current) return;
      if (result.ok) setOverview(result.data);
      if (!result.ok && isQuiet) setOverview((known) => ({ ...known }));
      else setProblem(result.ok ? null : errorText(result.code, result.details));
    },
    [errorText],
  );

  useEffect(() => {
    if (!isBusy(overview)) return undefined;
    const timer = setTimeout(() => void ask(reconcileOverviewAction, true), LOOK_EVERY);
    return () => clearTimeout(timer);
  }, [overview, ask]);

  return {
    overview,
    problem,
    start: (isThorough: boolean) => ask(() => startReconcileAction({ hashes: isThorough ? "read" : "none" })),
    stop: (id: string) => ask(() => stopReconcileAction(id)),
    repair: (runId: string, sort: Sort) => ask(() => repairReconcileAction({ runId, sorts: [sort] })),
  };
}
