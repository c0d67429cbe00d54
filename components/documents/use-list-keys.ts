"use client";
import { type RefObject, useEffect } from "react";
import { isTyping } from "#components/list/typing.ts";
import type { ListHandle } from "#components/list/use-window.ts";

type Keys = {
  open: (id: string) => void;
  /** Deletes this item, or the whole selection where it is one of it; null for the selection. */
  remove: (id: string | null) => void;
  clear: () => void;
  selectAll: () => void;
  extend: (to: string, from: string | null) => void;
  list: RefObject<ListHandle | null>;
};

/** The id of the item that an element is in. */
function itemOf(target: EventTarget | null): string | null {
  const item = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-row]") : null;
  return item?.dataset.row ?? null;
}

/** A preview beside the list has keys of its own. */
function isPreview(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[data-preview]") !== null;
}

function onItem(event: KeyboardEvent, id: string, keys: Keys): boolean {
  if (event.key === " ") {
    const onLink = event.target instanceof HTMLElement && event.target.dataset.open !== undefined;
    if (onLink) keys.open(id);
    return onLink;
  }
  if (event.key === "Delete") {
    keys.remove(id);
    return true;
  }
  const { current: list } = keys.list;
  const to = list?.step(id, event.key) ?? null;
  if (list === null || to === null) return false;
  // From a box to a box, and from anything else to a link.
  list.reveal(to, event.target instanceof HTMLInputElement ? "box" : "link");
  if (event.shiftKey && to !== id) keys.extend(to, id);
  return true;
}

function handle(event: KeyboardEvent, keys: Keys): boolean {
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (event.shiftKey || event.key.toLowerCase() !== "a") return false;
    keys.selectAll();
    return true;
  }
  if (event.key === "Escape") {
    keys.clear();
    return false;
  }
  const item = itemOf(event.target);
  if (item !== null) return onItem(event, item, keys);
  if (event.key !== "Delete") return false;
  keys.remove(null);
  return true;
}

/**
 * The list's keys: arrows, Home, End and the page keys move, with Shift they select, Space opens, Delete deletes, Ctrl or
 * Cmd with A selects all and Esc none. They work wherever the focus is, but not while somebody types or a dialog is open.
 */
export function useListKeys(keys: Keys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || isPreview(event.target)) return;
      if (handle(event, keys)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [keys]);
}
