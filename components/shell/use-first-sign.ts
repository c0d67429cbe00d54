"use client";
import { useEffect } from "react";

/** What people do first: moving the pointer comes well before a click, and dragging files before a drop. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "dragenter"] as const;

/** Calls `prepare` at the first sign of a person: code that a click needs should be there by then. */
export function useFirstSign(prepare: () => void): void {
  useEffect(() => {
    const done = new AbortController();
    const first = () => {
      done.abort();
      prepare();
    };
    for (const sign of SIGNS) window.addEventListener(sign, first, { signal: done.signal, passive: true });
    return () => done.abort();
  }, [prepare]);
}
