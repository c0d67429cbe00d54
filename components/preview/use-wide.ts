"use client";
import { useSyncExternalStore } from "react";

/** From here on there is room for a list and a preview beside it: the breakpoint `xl`. */
const WIDE = "(min-width: 75rem)";

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether the preview has its place beside the list; otherwise it takes the whole window. */
export function useWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => false,
  );
}
