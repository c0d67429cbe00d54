"use client";
import { type KeyboardEvent, useCallback } from "react";

type Keys = { open: (id: string) => void; remove: (id: string) => void; clear: () => void };

/** The row link that the focus is on. */
function rowLink(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement && target.dataset.open !== undefined ? target : null;
}

function neighbour(link: HTMLElement, step: 1 | -1): HTMLElement | null {
  const links = [...(link.closest("table")?.querySelectorAll<HTMLElement>("[data-open]") ?? [])];
  return links[links.indexOf(link) + step] ?? null;
}

/** Keys on the rows: arrows move, Space opens, Delete deletes; Esc clears the selection from anywhere in the list. */
export function useListKeys({ open, remove, clear }: Keys) {
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.key === "Escape") clear();
      const link = rowLink(event.target);
      const id = link?.dataset.open;
      if (link === null || id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === " ") open(id);
      else if (event.key === "Delete") {
        (neighbour(link, 1) ?? neighbour(link, -1))?.focus();
        remove(id);
      } else if (event.key === "ArrowDown") neighbour(link, 1)?.focus();
      else if (event.key === "ArrowUp") neighbour(link, -1)?.focus();
      else return;
      event.preventDefault();
    },
    [open, remove, clear],
  );
}
