"use client";
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { NOTHING, reduceSelection } from "#components/list/selection.ts";
import type { Matching } from "#lib/bulk/types.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** The selected rows. Rows that leave the list leave the selection, and another list begins with none. */
export function useSelection(items: readonly DocumentItem[], key: string) {
  const [state, dispatch] = useReducer(reduceSelection, { ...NOTHING, key });
  if (state.key !== key) dispatch({ type: "set", ids: [], key });
  const { chosen, matching } = state;
  if (matching !== null && items.some(({ id }) => !chosen.has(id))) {
    // What is loaded later is among all that fit.
    dispatch({ type: "matched", matching, ids: items.map(({ id }) => id) });
  }
  const shown = useRef(items);
  useEffect(() => {
    shown.current = items;
  }, [items]);
  const selected = useMemo(() => items.filter(({ id }) => chosen.has(id)), [items, chosen]);
  const toggle = useCallback((id: string, on: boolean) => dispatch({ type: "toggled", id, on }), []);
  const extend = useCallback(
    (to: string, from: string | null = null) =>
      dispatch({ type: "extended", from, to, ids: shown.current.map(({ id }) => id) }),
    [],
  );
  const set = useCallback((ids: readonly string[]) => dispatch({ type: "set", ids }), []);
  const match = useCallback(
    (all: Matching) => dispatch({ type: "matched", matching: all, ids: shown.current.map(({ id }) => id) }),
    [],
  );
  return { chosen, selected, matching, toggle, extend, set, match };
}
