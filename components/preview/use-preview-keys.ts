"use client";
import { type RefObject, useEffect } from "react";
import { isTyping } from "#components/list/typing.ts";

/** What the keys of a preview do; undefined where there is nothing to do. */
export type PreviewKeys = {
  escape: () => void;
  before: (() => void) | undefined;
  after: (() => void) | undefined;
  remove: (() => void) | undefined;
  /** To full screen and back. */
  full: (() => void) | undefined;
  info: () => void;
};

/** Where somebody types. */
const TYPING = "input, textarea, select, [contenteditable]";
/** Where arrows and Enter have a meaning of their own. */
const OWN = "audio, video, [role=tab], [role=slider], [role=separator]";
/** Keys that mean one thing wherever the focus is. */
const LETTERS = /^[fi]$/i;

function actionOf(key: string, keys: PreviewKeys): (() => void) | undefined {
  switch (key) {
    case "f":
    case "F":
      return keys.full;
    case "i":
    case "I":
      return keys.info;
    case "ArrowLeft":
      return keys.before;
    case "ArrowRight":
      return keys.after;
    case "Delete":
      return keys.remove;
    case "Enter":
      return keys.full;
    default:
      return undefined;
  }
}

/** Keys within the preview: all of them, where nothing in it has a use for them. */
function within(target: HTMLElement, event: KeyboardEvent, keys: PreviewKeys): (() => void) | undefined {
  if (event.key === "Escape") return keys.escape;
  if (target.closest(TYPING) !== null) return undefined;
  if (target.closest(OWN) !== null && !LETTERS.test(event.key)) return undefined;
  // On a button Enter presses it.
  if (event.key === "Enter" && target.closest("a, button") !== null) return undefined;
  return actionOf(event.key, keys);
}

/** Keys beside it, where it is a panel: those that mean nothing to the list. */
function beside(target: HTMLElement, event: KeyboardEvent, keys: PreviewKeys): (() => void) | undefined {
  return LETTERS.test(event.key) && !isTyping(target) ? actionOf(event.key, keys) : undefined;
}

/** The keys of a preview, within it and beside it. They come after those of what is shown in it. */
export function usePreviewKeys(box: RefObject<HTMLElement | null>, keys: PreviewKeys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!(target instanceof HTMLElement)) return;
      const place = box.current?.contains(target) ? within : beside;
      const action = place(target, event, keys);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [box, keys]);
}
