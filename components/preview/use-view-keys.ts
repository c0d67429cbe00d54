"use client";
import { type RefObject, useEffect, useRef } from "react";

/** Answers whether a key was for the view; then nobody else gets it, nor, unless it is `"native"`, the browser. */
type OnKey = (event: KeyboardEvent) => boolean | "native";

/**
 * Keys of a view, wherever in the preview the focus is. The view hears them before the preview does, so that arrows can
 * move a picture and Esc close a search before they lead elsewhere.
 */
export function useViewKeys(root: RefObject<HTMLElement | null>, onKey: OnKey): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const view = root.current;
    const around = view?.closest<HTMLElement>("[data-preview], [role='dialog']") ?? view;
    if (around === null) return undefined;
    const hear = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing) return;
      const taken = latest.current(event);
      if (taken === false) return;
      if (taken !== "native") event.preventDefault();
      event.stopPropagation();
    };
    around.addEventListener("keydown", hear, { capture: true });
    return () => around.removeEventListener("keydown", hear, { capture: true });
  }, [root]);
}

/** Whether somebody is writing: then plain keys are letters. */
function isWriting(event: KeyboardEvent): boolean {
  return (
    event.target instanceof HTMLInputElement ||
    event.target instanceof HTMLTextAreaElement ||
    event.target instanceof HTMLSelectElement
  );
}

/** What keys ask of a view that can be zoomed and turned; null for any other key. With Ctrl they are the browser's. */
export function zoomKey(event: KeyboardEvent): "in" | "out" | "reset" | "turn" | null {
  if (isWriting(event) || event.ctrlKey || event.metaKey) return null;
  if (event.key === "+" || event.key === "=") return "in";
  if (event.key === "-") return "out";
  if (event.key === "0") return "reset";
  return event.key.toLowerCase() === "r" ? "turn" : null;
}
