"use client";
import { useEffect, useEffectEvent } from "react";

/** Milliseconds before the first look, and between two at most; each pause is half as long again as the one before. */
const FIRST_MS = 400;
const LAST_MS = 5_000;

/**
 * Looks again and again at what changes on the server.
 * @param what names what is looked at, as it is now; null where nothing changes. Another begins anew.
 * @param look asks once; answers what to do about news, after which `what` should be another, or null where there are
 * none yet. What it throws is none.
 */
export function usePolling(what: string | null, look: () => Promise<(() => void) | null>): void {
  const lookNow = useEffectEvent(look);
  useEffect(() => {
    if (what === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let wanted = true;
    let pause = FIRST_MS;
    const turn = async () => {
      const heed = await lookNow().catch(() => null);
      if (!wanted) return;
      // It goes on until `what` is another: news can be about something that a page has just been given anew.
      heed?.();
      pause = Math.min(pause * 1.5, LAST_MS);
      timer = setTimeout(() => void turn(), pause);
    };
    timer = setTimeout(() => void turn(), pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [what]);
}
