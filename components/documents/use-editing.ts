"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { rowLinkId } from "#components/documents/document-link.tsx";
import { isTyping } from "#components/list/typing.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Which row's name is being changed. F2 begins with the row that has the focus. */
export function useEditing(items: readonly DocumentItem[]) {
  const [editing, setEditing] = useState<string | null>(null);
  const returnTo = useRef<string | null>(null);
  const edit = useCallback((id: string) => setEditing(id), []);
  /** `back`: whether the focus goes to the row again; where something else was clicked, it stays there. */
  const end = useCallback((id: string, back: boolean) => {
    returnTo.current = back ? id : null;
    setEditing((now) => (now === id ? null : now));
  }, []);
  useEffect(() => {
    if (editing !== null || returnTo.current === null) return;
    // The link has only now taken the editor's place.
    document.getElementById(rowLinkId(returnTo.current))?.focus();
    returnTo.current = null;
  }, [editing]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "F2" || event.defaultPrevented || isTyping(event.target)) return;
      const row =
        event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-row]") : null;
      const item = items.find(({ id }) => id === row?.dataset.row);
      if (!item?.canEdit) return;
      event.preventDefault();
      setEditing(item.id);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [items]);
  return { editing, edit, end };
}
