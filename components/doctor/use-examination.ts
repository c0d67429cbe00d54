"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { readLines } from "#components/doctor/read-lines.ts";
import { tryBrowser } from "#components/doctor/try-browser.ts";
import type { CheckId, CheckResult } from "#lib/storage/doctor/types.ts";

export type Stage = "idle" | "running" | "done" | "broken" | "refused";

/** Runs the checks and keeps what they have found so far. Leaving the page ends them. */
export function useExamination() {
  const [stage, setStage] = useState<Stage>("idle");
  const [results, setResults] = useState<ReadonlyMap<CheckId, CheckResult>>(new Map());
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback(async () => {
    const abort = new AbortController();
    running.current?.abort();
    running.current = abort;
    setResults(new Map());
    setStage("running");
    const tell = (result: CheckResult) => {
      if (!abort.signal.aborted) setResults((known) => new Map(known).set(result.id, result));
    };
    const end = (how: Stage) => {
      if (!abort.signal.aborted) setStage(how);
    };
    try {
      const answer = await fetch("/settings/storage/checks", { method: "POST", signal: abort.signal });
      if (!answer.ok || answer.body === null) return end("refused");
      for await (const line of readLines(answer.body)) {
        if ("result" in line) tell(line.result);
        else if ("task" in line) await tryBrowser(line.task, tell);
        else return end("done");
      }
      end("broken");
    } catch {
      end("broken");
    }
  }, []);
  return { stage, results, run };
}
