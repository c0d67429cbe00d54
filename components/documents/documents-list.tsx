"use client";
import { lazy, Suspense, startTransition, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useBulkEnd } from "#components/bulk/use-bulk-end.ts";
import { useMatch } from "#components/bulk/use-match.ts";
import type { RowActions } from "#components/documents/document-actions.tsx";
import { rowLinkId } from "#components/documents/document-link.tsx";
import { DocumentTable } from "#components/documents/document-table.tsx";
import { FilterBar } from "#components/documents/filter-bar.tsx";
import type { Look } from "#components/documents/look.ts";
import { useArrivals } from "#components/documents/use-arrivals.ts";
import { useEditing } from "#components/documents/use-editing.ts";
import { useListKeys } from "#components/documents/use-list-keys.ts";
import { useLook } from "#components/documents/use-look.ts";
import { loadTrash, useTrash } from "#components/documents/use-trash.ts";
import type { Person } from "#components/documents/use-uploaders.ts";
import { ViewSwitch } from "#components/documents/view-switch.tsx";
import { BELOW_BAR, ListToolbar } from "#components/list/list-toolbar.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import type { Count } from "#components/list/rows.ts";
import { useListAddress } from "#components/list/use-list-address.ts";
import { useRows } from "#components/list/use-rows.ts";
import { useSelection } from "#components/list/use-selection.ts";
import type { ListHandle } from "#components/list/use-window.ts";
import { PanelGround } from "#components/preview/panel-ground.tsx";
import { usePreviewAddress } from "#components/preview/use-preview-address.ts";
import type { Told } from "#components/publishing/use-publication.ts";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import { ViewTabs } from "#components/views/view-tabs.tsx";
import type { Kind } from "#lib/documents/constants.ts";
import { type ListQuery, WHOLE_LIST } from "#lib/documents/list-query.ts";
import type { DocumentItem, DocumentPage, FilterNames } from "#lib/documents/types.ts";
import type { SavedView } from "#lib/views/types.ts";

const loadPreview = () => import("#components/preview/preview.tsx").then((module) => module.Preview);
const Preview = onDemand(loadPreview);
const EditNames = onDemand(() =>
  import("#components/documents/edit-names.tsx").then((module) => module.EditNames),
);
const loadBar = () => import("#components/documents/selection-bar.tsx").then((module) => module.SelectionBar);
const SelectionBar = onDemand(loadBar);
const loadGrid = () =>
  import("#components/documents/document-grid.tsx").then((module) => module.DocumentGrid);
// Drawn by the server as well, for those who have it from the start.
const DocumentGrid = lazy(() => loadGrid().then((grid) => ({ default: grid })));
const loadEmpty = () =>
  import("#components/documents/documents-empty.tsx").then((module) => module.DocumentsEmpty);
const DocumentsEmpty = lazy(() => loadEmpty().then((empty) => ({ default: empty })));
const preparePreview = () =>
  void Promise.all([loadBar(), loadPreview(), loadTrash(), loadGrid(), loadEmpty()]).catch(() => undefined);

type Props = {
  first: DocumentPage;
  count: Count;
  /** What the server was asked for, and has answered. */
  query: ListQuery;
  reader: { userId: string; schoolId: string; kinds: readonly Kind[]; deletes: boolean; setsLogo: boolean };
  /** Whose files are asked for, where it is somebody who added any. */
  person: Person | null;
  /** What the record class and the tag that are asked for are called. */
  names: FilterNames;
  /** The views that the reader has saved. */
  views: readonly SavedView[];
  /** How this device has had the list last. */
  look: Look;
};

/** The documents that fit the address, in its order. */
export function DocumentsList({
  first,
  count,
  query,
  reader,
  person,
  names,
  views,
  look: remembered,
}: Props) {
  const { rows, change, loading, problem, loadMore } = useRows("live", query, first, count);
  const { items, nextCursor } = rows;
  const { chosen, selected, matching, toggle, extend, set, match: select } = useSelection(items, rows.key);
  const { match, pending: counting } = useMatch({ schoolId: reader.schoolId, view: "live", query }, select);
  const preview = usePreviewAddress();
  const { opened, show, move, close } = preview;
  const { asked, ask, pending } = useListAddress(query);
  const { editing, edit, end } = useEditing(items);
  const edited = items.find(({ id }) => id === editing);
  const { look, choose } = useLook(remembered);
  const list = useRef<ListHandle>(null);
  // Which item is brought into sight again once others are gone.
  const follow = useRef<string | null>(null);
  const { trash, trashAll } = useTrash(change, query);
  useBulkEnd(change);
  useArrivals(query, reader.userId, change);
  useFirstSign(preparePreview);

  const open = useCallback(
    (id: string) => {
      // Opened once more, the row leads into the panel.
      if (!show(id)) document.querySelector<HTMLElement>("[data-preview]")?.focus();
    },
    [show],
  );
  // The focus goes on to a neighbour before its item leaves, or else it would be lost.
  const moveOn = useCallback((gone: ReadonlySet<string>) => {
    follow.current = list.current?.beside(gone) ?? null;
    if (follow.current === null) document.getElementById("content")?.focus();
    else list.current?.reveal(follow.current, "link");
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
  useLayoutEffect(() => {
    const { current: id } = follow;
    follow.current = null;
    // Once the list has measured itself, and still before anything is seen.
    if (id !== null) queueMicrotask(() => list.current?.reveal(id));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- it is these that move items.
  }, [items, look]);
  const chooseLook = (next: Partial<Look>) => {
    const top = list.current?.top() ?? null;
    // The list stays as it is until the grid's code is there, or for good where it cannot be had.
    const ready = next.view === "grid" ? loadGrid() : Promise.resolve();
    const draw = () => {
      follow.current = top;
      choose(next);
    };
    void ready.then(() => startTransition(draw)).catch(() => undefined);
  };
  const reveal = useCallback((id: string) => list.current?.reveal(id), []);
  const returnTo = useCallback(
    (id: string) => {
      reveal(id);
      return document.getElementById(rowLinkId(id));
    },
    [reveal],
  );
  const actions: RowActions = useMemo(
    () => ({ open, edit, trash: remove, toggle, extend: (id) => extend(id) }),
    [open, edit, remove, toggle, extend],
  );
  const publish: Told = useCallback(
    (id, publication) => change({ type: "published", id, publication }),
    [change],
  );
  const described = useCallback(() => change({ type: "stale" }), [change]);
  const throwAway = useCallback((item: DocumentItem) => void trash([item]), [trash]);
  const clear = useCallback(() => set([]), [set]);
  const all = items.length > 0 && selected.length === items.length;
  const others = all && nextCursor !== null;
  const removeSelected = useCallback(() => {
    // Whoever has asked for all that fit does not mean those few that are selected until then.
    if (counting) return;
    if (matching === null) return remove(selected);
    document.getElementById("content")?.focus({ preventScroll: true });
    void trashAll(matching).then((begun) => begun && clear());
  }, [counting, matching, selected, remove, trashAll, clear]);
  const keys = useMemo(
    () => ({
      open: (id: string) => (id === opened ? close() : open(id)),
      // Esc closes what was opened last.
      clear: opened === null ? clear : close,
      extend,
      list,
      remove: (id: string | null) =>
        id === null || chosen.has(id) ? removeSelected() : remove(items.filter((item) => item.id === id)),
      // Once more, where all that are shown are selected: all that fit.
      selectAll: () => (others && matching === null ? match() : set(items.map((item) => item.id))),
    }),
    [open, close, opened, clear, extend, remove, removeSelected, chosen, items, set, others, matching, match],
  );
  useListKeys(keys);
  const clearByHand = () => {
    // The button goes with the selection: the focus stays with the rows.
    if (selected[0]) list.current?.reveal(selected[0].id, "link");
    clear();
  };

  const whole = nextCursor === null ? items.length : Math.max(rows.count.count, items.length);
  const shown = {
    items,
    total: nextCursor !== null && rows.count.more ? -1 : whole,
    chosen,
    actions,
    editor: edited && {
      id: edited.id,
      fields: (
        <EditNames key={edited.id} item={edited} q={query.q} change={change} moveOn={moveOn} onEnd={end} />
      ),
    },
    onSelect: set,
    pinned: opened,
    handle: list,
  };

  return (
    <>
      <div
        aria-busy={pending}
        data-view={look.view}
        data-density={look.density}
        className={`@container transition-opacity duration-150 aria-busy:opacity-60 ${BELOW_BAR}`}
      >
        <ViewTabs saved={views} asked={asked} ask={ask} kinds={reader.kinds} />
        <ListToolbar
          count={rows.count}
          selected={matching?.count ?? selected.length}
          onClear={clearByHand}
          filters={
            <>
              <FilterBar asked={asked} ask={ask} person={person} names={names} />
              <ViewSwitch look={look} choose={chooseLook} />
            </>
          }
        >
          <SelectionBar
            actions={{
              selected,
              matching,
              counting,
              query,
              deletes: reader.deletes,
              onTrash: removeSelected,
              onEdit: edit,
            }}
            match={{
              loaded: items.length,
              all,
              count: rows.count,
              matching,
              pending: counting,
              onMatch: match,
              onSelectAll: () => set(items.map(({ id }) => id)),
            }}
          />
        </ListToolbar>
        {items.length === 0 && nextCursor === null ? (
          <Suspense>
            <DocumentsEmpty
              query={query}
              names={{ ...names, person: person?.name ?? null }}
              onClear={() => ask({ ...WHOLE_LIST, sort: asked.sort })}
            />
          </Suspense>
        ) : look.view === "grid" ? (
          <DocumentGrid {...shown} />
        ) : (
          <DocumentTable {...shown} sort={asked.sort} onSort={(sort) => ask({ sort })} />
        )}
        {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
      </div>
      {opened !== null && (
        <>
          <PanelGround />
          <Preview
            id={opened}
            full={preview.full}
            items={items}
            onMove={move}
            onExpand={preview.expand}
            onShrink={preview.shrink}
            onClose={close}
            onDelete={throwAway}
            setsLogo={reader.setsLogo}
            onDescribed={described}
            onPublication={publish}
            reveal={reveal}
            returnTo={returnTo}
          />
        </>
      )}
    </>
  );
}
