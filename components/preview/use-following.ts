"use client";
import { useEffect } from "react";

/** Lets the preview follow the focus when arrow keys move it from row to row; clicks and Tab move nothing. */
export function useFollowing(active: boolean, onMove: (id: string) => void): void {
  useEffect(() => {
    if (!active) return undefined;
    const done = new AbortController();
    let byArrow = false;
    const key = (event: KeyboardEvent) => {
      byArrow = (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.shiftKey;
    };
    const pointer = () => {
      byArrow = false;
    };
    const focus = ({ target }: FocusEvent) => {
      const id = target instanceof HTMLElement ? target.dataset.open : undefined;
      if (byArrow && id !== undefined) onMove(id);
    };
    const options = { signal: done.signal, capture: true };
    document.addEventListener("keydown", key, options);
    document.addEventListener("pointerdown", pointer, options);
    document.addEventListener("focusin", focus, options);
    return () => done.abort();
  }, [active, onMove]);
}
