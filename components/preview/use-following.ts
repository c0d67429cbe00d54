"use client";
import { useEffect } from "react";

const MOVING = /^(Arrow(Up|Down|Left|Right)|Page(Up|Down)|Home|End)$/;

/** Lets the preview follow the focus when keys move it from item to item; clicks and Tab move nothing. */
export function useFollowing(active: boolean, onMove: (id: string) => void): void {
  useEffect(() => {
    if (!active) return undefined;
    const done = new AbortController();
    let byKey = false;
    const key = (event: KeyboardEvent) => {
      byKey = MOVING.test(event.key) && !event.shiftKey;
    };
    const pointer = () => {
      byKey = false;
    };
    const focus = ({ target }: FocusEvent) => {
      const id = target instanceof HTMLElement ? target.dataset.open : undefined;
      if (byKey && id !== undefined) onMove(id);
    };
    const options = { signal: done.signal, capture: true };
    document.addEventListener("keydown", key, options);
    document.addEventListener("pointerdown", pointer, options);
    document.addEventListener("focusin", focus, options);
    return () => done.abort();
  }, [active, onMove]);
}
