"use client";
import type { LucideIcon } from "lucide-react";
import { useEffect } from "react";

/** Something that can be done with what is selected on the page now. */
export type PageAction = {
  id: string;
  label: string;
  icon: LucideIcon;
  /** It puts the focus where it belongs by itself. */
  takesFocus?: true;
  run: () => void;
};

let offered: readonly PageAction[] = [];

/** What the page offers now. */
export function pageActions(): readonly PageAction[] {
  return offered;
}

/** Offers actions to the command palette for as long as they make sense. */
export function useOfferActions(actions: readonly PageAction[]): void {
  useEffect(() => {
    offered = actions;
    return () => {
      offered = [];
    };
  }, [actions]);
}
