"use client";
import { useEffect } from "react";
import { isTyping } from "#components/list/typing.ts";

type Keys = {
  open: (id: string) => void;
  /** Deletes this row, or the whole selection where it is one of it; null for the selection. */
  remove: (id: string | null) => void;
  clear: () => void;
  selectAll: () => void;
  extend: (to: string, from: string | null) => void;
};

/** The row that an element is in. */
function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>("tr[data-row]") : null;
}

/** What the arrows lead to in another row: its link, or its box when they come from a box. */
function counterpart(row: Element | null, from: EventTarget | null): HTMLElement | null {
  const box = from instanceof HTMLInputElement;
  return row?.querySelector<HTMLElement>(box ? "input" : "[data-open]") ?? null;
}

/** Moves the focus to a row that stays when these go: the next one, else the one before, else the page. */
export function focusBeside(ids: ReadonlySet<string>): void {
  const rows = [...document.querySelectorAll<HTMLElement>("tr[data-row]")];
  const stays = (row: HTMLElement) => !ids.has(row.dataset.row ?? "");
  const first = rows.findIndex((row) => !stays(row));
  const next = rows.slice(first).find(stays) ?? rows.slice(0, Math.max(first, 0)).findLast(stays);
  (counterpart(next ?? null, null) ?? document.getElementById("content"))?.focus();
}

/** A preview beside the list has keys of its own. */
function isPreview(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[data-preview]") !== null;
}

function onRow(event: KeyboardEvent, row: HTMLElement, keys: Keys): boolean {
  const { dataset, nextElementSibling, previousElementSibling } = row;
  const id = dataset.row ?? "";
  if (event.key === " ") {
    const onLink = event.target instanceof HTMLElement && event.target.dataset.open !== undefined;
    if (onLink) keys.open(id);
    return onLink;
  }
  if (event.key === "Delete") {
    keys.remove(id);
    return true;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
  const other = event.key === "ArrowDown" ? nextElementSibling : previousElementSibling;
  counterpart(other, event.target)?.focus();
  if (event.shiftKey && other instanceof HTMLElement) keys.extend(other.dataset.row ?? "", id);
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
  const row = rowOf(event.target);
  if (row !== null) return onRow(event, row, keys);
  if (event.key !== "Delete") return false;
  keys.remove(null);
  return true;
}

/**
 * The list's keys: arrows move, with Shift they select, Space opens, Delete deletes, Ctrl or Cmd with A selects all and
 * Esc none. They work wherever the focus is, but not while somebody types or a dialog is open.
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
