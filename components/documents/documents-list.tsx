"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useMemo } from "react";
import { MatchBar } from "#components/bulk/match-bar.tsx";
import { useBulkEnd } from "#components/bulk/use-bulk-end.ts";
import { useMatch } from "#components/bulk/use-match.ts";
import { DocumentRow, type RowActions, rowLinkId } from "#components/documents/document-row.tsx";
import { DocumentsEmpty } from "#components/documents/documents-empty.tsx";
import { FilterBar } from "#components/documents/filter-bar.tsx";
import { SelectionActions } from "#components/documents/selection-actions.tsx";
import { useArrivals } from "#components/documents/use-arrivals.ts";
import { useEditing } from "#components/documents/use-editing.ts";
import { focusBeside, useListKeys } from "#components/documents/use-list-keys.ts";
import { useTrash } from "#components/documents/use-trash.ts";
import type { Person } from "#components/documents/use-uploaders.ts";
import { ListToolbar } from "#components/list/list-toolbar.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import type { Count } from "#components/list/rows.ts";
import { FROM, Table } from "#components/list/table.tsx";
import { useListAddress } from "#components/list/use-list-address.ts";
import { useRows } from "#components/list/use-rows.ts";
import { useSelection } from "#components/list/use-selection.ts";
import { PanelGround } from "#components/preview/panel-ground.tsx";
import { usePreviewAddress } from "#components/preview/use-preview-address.ts";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import { ViewTabs } from "#components/views/view-tabs.tsx";
import type { Kind } from "#lib/documents/constants.ts";
import { type ListQuery, WHOLE_LIST } from "#lib/documents/list-query.ts";
import type { Sort, SortKey } from "#lib/documents/sort.ts";
import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";
import type { SavedView } from "#lib/views/types.ts";

const loadPreview = () => import("#components/preview/preview.tsx").then((module) => module.Preview);
const Preview = onDemand(loadPreview);
const EditNames = onDemand(() =>
  import("#components/documents/edit-names.tsx").then((module) => module.EditNames),
);
const preparePreview = () => void loadPreview().catch(() => undefined);

const linkOf = (id: string) => document.getElementById(rowLinkId(id));
const reveal = (id: string) => linkOf(id)?.scrollIntoView({ block: "nearest" });

type Props = {
  first: DocumentPage;
  count: Count;
  /** What the server was asked for, and has answered. */
  query: ListQuery;
  reader: { userId: string; kinds: readonly Kind[]; deletes: boolean };
  /** Whose files are asked for, where it is somebody who added any. */
  person: Person | null;
  /** The views that the reader has saved. */
  views: readonly SavedView[];
};

/** The documents that fit the address, in its order. */
export function DocumentsList({ first, count, query, reader, person, views }: Props) {
  const { rows, change, loading, problem, loadMore } = useRows("live", query, first, count);
  const { items, nextCursor } = rows;
  const { chosen, selected, matching, toggle, extend, set, match: select } = useSelection(items, rows.key);
  const { match, pending: counting } = useMatch("live", query, select);
  const preview = usePreviewAddress();
  const { opened, show, close } = preview;
  const { asked, ask, pending } = useListAddress(query);
  const { editing, edit, end } = useEditing(items);
  const edited = items.find(({ id }) => id === editing);
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
  const remove = useCallback(
    (gone: readonly DocumentItem[]) => {
      const allowed = gone.filter(({ canDelete }) => canDelete);
      if (allowed.length === 0) return;
      focusBeside(new Set(allowed.map(({ id }) => id)));
      void trash(allowed);
    },
    [trash],
  );
  const actions: RowActions = useMemo(
    () => ({ open, edit, trash: remove, toggle, extend: (id) => extend(id) }),
    [open, edit, remove, toggle, extend],
  );
  const move = useCallback((id: string) => void show(id), [show]);
  const throwAway = useCallback((item: DocumentItem) => void trash([item]), [trash]);
  const clear = useCallback(() => set([]), [set]);
  const all = items.length > 0 && selected.length === items.length;
  const others = all && nextCursor !== null;
  const removeSelected = useCallback(() => {
    if (matching === null) return remove(selected);
    document.getElementById("content")?.focus({ preventScroll: true });
    void trashAll(matching).then((begun) => begun && clear());
  }, [matching, selected, remove, trashAll, clear]);
  const keys = useMemo(
    () => ({
      open: (id: string) => (id === opened ? close() : open(id)),
      // Esc closes what was opened last.
      clear: opened === null ? clear : close,
      extend,
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
    document.getElementById(rowLinkId(selected[0]?.id ?? ""))?.focus({ preventScroll: true });
    clear();
  };

  return (
    <>
      <div aria-busy={pending} className="@container transition-opacity duration-150 aria-busy:opacity-60">
        <ViewTabs saved={views} asked={asked} ask={ask} kinds={reader.kinds} />
        <ListToolbar
          count={rows.count}
          selected={matching?.count ?? selected.length}
          onClear={clearByHand}
          filters={<FilterBar asked={asked} ask={ask} person={person} />}
        >
          <SelectionActions
            selected={selected}
            matching={matching}
            deletes={reader.deletes}
            onTrash={removeSelected}
            onEdit={edit}
          />
          <MatchBar
            loaded={items.length}
            all={all}
            count={rows.count}
            matching={matching}
            pending={counting}
            onMatch={match}
            onSelectAll={() => set(items.map(({ id }) => id))}
          />
        </ListToolbar>
        {items.length === 0 && nextCursor === null ? (
          <DocumentsEmpty
            query={query}
            person={person?.name ?? null}
            onClear={() => ask({ ...WHOLE_LIST, sort: asked.sort })}
          />
        ) : (
          <DocumentTable
            items={items}
            chosen={chosen}
            actions={actions}
            editor={
              edited && {
                id: edited.id,
                fields: <EditNames key={edited.id} item={edited} q={query.q} change={change} onEnd={end} />,
              }
            }
            onSelect={set}
            sort={asked.sort}
            onSort={(sort) => ask({ sort })}
          />
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
            reveal={reveal}
            returnTo={linkOf}
          />
        </>
      )}
    </>
  );
}

function DocumentTable(props: {
  items: readonly DocumentItem[];
  chosen: ReadonlySet<string>;
  actions: RowActions;
  /** Whose name is being changed, and with what. */
  editor: { id: string; fields: ReactNode } | undefined;
  onSelect: (ids: readonly string[]) => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
}) {
  const { items, chosen, actions, editor, onSelect, sort, onSort } = props;
  const t = useTranslations();
  const all = items.length > 0 && items.every(({ id }) => chosen.has(id));
  const sorted = (by: SortKey) => {
    const now = sort.by !== by ? null : sort.descending ? ("descending" as const) : ("ascending" as const);
    // Names begin with A; of dates and sizes one looks for the latest and the largest.
    const descending = now === null ? by !== "name" : !sort.descending;
    return { now, onSort: () => onSort({ by, descending }) };
  };
  const columns = [
    { label: t("list.name"), className: "", sort: sorted("name") },
    { label: t("list.type"), className: `w-36 ${FROM.lg}` },
    { label: t("list.size"), className: `w-24 text-right ${FROM.md}`, sort: sorted("size") },
    { label: t("list.uploadedBy"), className: `w-44 pl-6 ${FROM.xl}` },
    { label: t("list.uploaded"), className: `w-32 ${FROM.sm}`, sort: sorted("date") },
    { label: t("list.actions"), className: `w-28 pointer-coarse:w-36 ${FROM.md}`, hidden: true },
  ];
  const select = (
    <RowCheckbox
      label={t("list.selectAll")}
      checked={all}
      some={!all && items.some(({ id }) => chosen.has(id))}
      onChange={(on) => onSelect(on ? items.map(({ id }) => id) : [])}
    />
  );
  return (
    <Table label={t("documents.title")} columns={columns} select={select}>
      {items.map((item) => (
        <DocumentRow
          key={item.id}
          item={item}
          selected={chosen.has(item.id)}
          actions={actions}
          editor={editor?.id === item.id ? editor.fields : undefined}
        />
      ))}
    </Table>
  );
}
