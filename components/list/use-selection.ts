"use client";
import { useCallback, useMemo, useState } from "react";
import type { DocumentItem } from "#lib/documents/types.ts";

/** The selected rows; rows that leave the list leave the selection. */
export function useSelection(items: readonly DocumentItem[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = useMemo(() => items.filter(({ id }) => chosen.has(id)), [items, chosen]);
  const toggle = useCallback((id: string, on: boolean) => {
    setChosen((before) => {
      const after = new Set(before);
      if (on) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);
  const set = useCallback((ids: readonly string[]) => setChosen(new Set(ids)), []);
  return { chosen, selected, toggle, set };
}
