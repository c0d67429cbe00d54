"use client";
import { useCallback, useMemo, useRef } from "react";
import type { RowActions } from "#components/documents/document-actions.tsx";
import { rowLinkId } from "#components/documents/document-link.tsx";
import { useEditing } from "#components/documents/use-editing.ts";
import { useListKeys } from "#components/documents/use-list-keys.ts";
import { useTrash } from "#components/documents/use-trash.ts";
import type { Change } from "#components/list/use-rows.ts";
import { useSelection } from "#components/list/use-selection.ts";
import type { ListHandle } from "#components/list/use-window.ts";
import type { usePreviewAddress } from "#components/preview/use-preview-address.ts";
import { WHOLE_LIST } from "#lib/documents/list-query.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ReportItem } from "#lib/reports/types.ts";

/** What can be done with the rows of the list of reports, by hand and by key, as with those of the documents. */
export function useReportList(
  items: readonly ReportItem[],
  key: string,
  change: Change,
  preview: ReturnType<typeof usePreviewAddress>,
) {
  const { chosen, selected, toggle, extend, set } = useSelection(items, key);
  const { editing, edit, end } = useEditing(items);
  const { trash } = useTrash(change, WHOLE_LIST);
  const list = useRef<ListHandle>(null);
  const { opened, show, close } = preview;
  const open = useCallback(
    (id: string) => {
      // Opened once more, the row leads into the panel.
      if (!show(id)) document.querySelector<HTMLElement>("[data-preview]")?.focus();
    },
    [show],
  );
  // The focus goes on to a neighbour before its item leaves, or else it would be lost.
  const moveOn = useCallback((gone: ReadonlySet<string>) => {
    const next = list.current?.beside(gone) ?? null;
    if (next === null) document.getElementById("content")?.focus();
    else list.current?.reveal(next, "link");
  }, []);
  const remove = useCallback(
    (gone: readonly DocumentItem[]) => {
      const allowed = gone.filter(({ canDelete }) => canDelete);
      if (allowed.length === 0) return;
      moveOn(new Set(allowed.map(({ id }) => id)));
      void trash(allowed);
    },
    [moveOn, trash],
  );
  const actions: RowActions = useMemo(
    () => ({ open, edit, trash: remove, toggle, extend: (id) => extend(id) }),
    [open, edit, remove, toggle, extend],
  );
  const clear = useCallback(() => set([]), [set]);
  const keys = useMemo(
    () => ({
      open: (id: string) => (id === opened ? close() : open(id)),
      // Esc closes what was opened last.
      clear: opened === null ? clear : close,
      extend,
      list,
      remove: (id: string | null) =>
        remove(id === null || chosen.has(id) ? selected : items.filter((item) => item.id === id)),
      selectAll: () => set(items.map(({ id }) => id)),
    }),
    [open, close, opened, clear, extend, remove, chosen, selected, items, set],
  );
  useListKeys(keys);
  const reveal = useCallback((id: string) => list.current?.reveal(id), []);
  const returnTo = useCallback(
    (id: string) => {
      reveal(id);
      return document.getElementById(rowLinkId(id));
    },
    [reveal],
  );
  return {
    chosen,
    selected,
    set,
    clear,
    actions,
    editing,
    edit,
    end,
    moveOn,
    remove,
    trash,
    list,
    reveal,
    returnTo,
  };
}
