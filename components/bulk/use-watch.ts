"use client";
import { useEffect, useSyncExternalStore } from "react";
import { isOpen, pauseAfter } from "#components/bulk/progress.ts";
import { knownActions, onBulk, setActions } from "#components/bulk/store.ts";
import type { BulkOverview } from "#lib/bulk/types.ts";

const NONE = () => null;

/** The reader's latest actions, as far as they are known. */
export function useActions() {
  return useSyncExternalStore(onBulk, knownActions, NONE);
}

/** Asks once; what cannot be had now is asked for again at the next look. */
async function look(signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch("/notifications", { cache: "no-store", signal });
    if (response.ok) setActions(((await response.json()) as BulkOverview).actions);
  } catch {
    // No connection, or this page is done with: nothing has been learnt.
  }
}

/**
 * Keeps what is known of the actions true: looks at once, again when the window comes to the fore, and from time to
 * time while one is under way and the page is in sight.
 */
export function useWatch(): void {
  const actions = useActions();
  const open = actions
    ?.filter(isOpen)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    const done = new AbortController();
    const { signal } = done;
    const comeBack = () => void (!document.hidden && look(signal));
    comeBack();
    window.addEventListener("focus", comeBack, { signal });
    document.addEventListener("visibilitychange", comeBack, { signal });
    return () => done.abort();
  }, []);
  useEffect(() => {
    if (!open) return undefined;
    const done = new AbortController();
    let looks = 0;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => {
      timer = setTimeout(async () => {
        if (!document.hidden) {
          looks += 1;
          await look(done.signal);
        }
        if (!done.signal.aborted) next();
      }, pauseAfter(looks));
    };
    next();
    return () => {
      clearTimeout(timer);
      done.abort();
    };
  }, [open]);
}
