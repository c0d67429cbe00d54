"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { FieldState } from "#components/fields/use-fields.ts";

/**
 * What is typed into a field: kept until it is saved, saved when the field is left, given up with Esc.
 * @param save is called with what was typed; answers whether it could be taken as it is.
 */
export function useDraft(value: string, state: FieldState, save: (typed: string) => boolean) {
  const [typed, setTyped] = useState<string | null>(null);
  const [told, setTold] = useState(state);
  if (told !== state) {
    setTold(state);
    if (state.is === "saved") setTyped(null);
  }
  const commit = () => {
    if (typed === null) return;
    if (typed === value) setTyped(null);
    else if (state.is !== "saving") save(typed);
  };
  // Whoever goes on to another file by the keyboard has left the field as well.
  const latest = useRef(commit);
  useEffect(() => {
    latest.current = commit;
  });
  useEffect(() => () => latest.current(), []);
  return {
    value: typed ?? value,
    type: setTyped,
    commit,
    reset: () => setTyped(null),
    /** Esc is for the field alone: neither list nor preview hears of it. */
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== "Escape" || event.nativeEvent.isComposing || typed === null) return;
      event.preventDefault();
      setTyped(null);
    },
  };
}
