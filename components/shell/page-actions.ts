"use client";
import type { LucideIcon } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";

/** Something that can be done with what is selected on the page now. */
export type PageAction = {
  id: string;
  label: string;
  icon: LucideIcon;
  /** It puts the focus where it belongs by itself. */
  takesFocus?: true;
  run: () => void;
};

const NONE: readonly PageAction[] = [];
const listeners = new Set<() => void>();
let offered = NONE;

function offer(actions: readonly PageAction[]): void {
  offered = actions;
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the page offers now; it may come to offer it while the palette is open. */
export function usePageActions(): readonly PageAction[] {
  return useSyncExternalStore(
    listen,
    () => offered,
    () => NONE,
  );
}

/** Offers actions to the command palette for as long as they make sense. */
export function useOfferActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    offer(actions);
    return () => offer(NONE);
  }, [actions]);
}
