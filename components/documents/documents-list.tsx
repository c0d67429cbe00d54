"use client";
import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useMemo } from "react";
import { DocumentRow, type RowActions, rowLinkId } from "#components/documents/document-row.tsx";
import { DocumentsEmpty } from "#components/documents/documents-empty.tsx";
import { useArrivals } from "#components/documents/use-arrivals.ts";
import { useListKeys } from "#components/documents/use-list-keys.ts";
import { useTrash } from "#components/documents/use-trash.ts";
import { ListToolbar } from "#components/list/list-toolbar.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import type { Count } from "#components/list/rows.ts";
import { FROM, Table } from "#components/list/table.tsx";
import { useRows } from "#components/list/use-rows.ts";
import { useSelection } from "#components/list/use-selection.ts";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { Button } from "#components/ui/button.tsx";
import type { DocumentItem, DocumentPage } from "#lib/documents/types.ts";

const loadPreview = () => import("#components/preview/preview.tsx").then((module) => module.Preview);
const Preview = dynamic(loadPreview, { ssr: false });
const preparePreview = () => void loadPreview().catch(() => undefined);

/** The documents that fit the search, newest first. Keyed by the search, so that another one starts anew. */
export function DocumentsList({ first, count, q }: { first: DocumentPage; count: Count; q: string }) {
  const t = useTranslations();
  const { rows, dispatch, loading, problem, loadMore } = useRows({ view: "live", q }, first, count);
  const { items, nextCursor } = rows;
  const { chosen, selected, toggle, set } = useSelection(items);
  const [opened, setOpened] = useQueryState("open", parseAsString.withOptions({ history: "push" }));
  const trash = useTrash(dispatch);
  useArrivals(q, dispatch);
  useFirstSign(preparePreview);

  const open = useCallback((id: string) => void setOpened(id), [setOpened]);
  const actions: RowActions = useMemo(
    () => ({ open, trash: (gone) => void trash(gone), toggle }),
    [open, trash, toggle],
  );
  const remove = useCallback(
    (id: string) => {
      const gone = chosen.has(id) ? selected : items.filter((item) => item.id === id);
      const allowed = gone.filter(({ canDelete }) => canDelete);
      if (allowed.length > 0) void trash(allowed);
    },
    [chosen, selected, items, trash],
  );
  const clear = useCallback(() => set([]), [set]);
  const onKeyDown = useListKeys({ open, remove, clear });
  const deletable = selected.filter(({ canDelete }) => canDelete);

  return (
    // Keys of the links inside, gathered in one place.
    <div role="presentation" onKeyDown={onKeyDown}>
      <ListToolbar count={rows.count} selected={selected.length} onClear={clear}>
        <Button disabled={deletable.length === 0} onClick={() => void trash(deletable)}>
          <Trash2 aria-hidden className="size-4" />
          {t("documents.deleteShort")}
        </Button>
      </ListToolbar>
      {items.length === 0 && nextCursor === null ? (
        <DocumentsEmpty q={q} />
      ) : (
        <DocumentTable items={items} chosen={chosen} actions={actions} onSelect={set} />
      )}
      {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
      {opened !== null && (
        <Preview
          id={opened}
          items={items}
          onMove={(id) => void setOpened(id, { history: "replace" })}
          onClose={() => void setOpened(null)}
          onDelete={(item) => void trash([item])}
          returnTo={() => document.getElementById(rowLinkId(opened))}
        />
      )}
    </div>
  );
}

function DocumentTable(props: {
  items: readonly DocumentItem[];
  chosen: ReadonlySet<string>;
  actions: RowActions;
  onSelect: (ids: readonly string[]) => void;
}) {
  const { items, chosen, actions, onSelect } = props;
  const t = useTranslations();
  const all = items.length > 0 && items.every(({ id }) => chosen.has(id));
  const columns = [
    { label: t("list.name"), className: "" },
    { label: t("list.type"), className: `w-36 ${FROM.lg}` },
    { label: t("list.size"), className: `w-24 text-right ${FROM.md}` },
    { label: t("list.uploadedBy"), className: `w-44 pl-6 ${FROM.xl}` },
    { label: t("list.uploaded"), className: `w-32 ${FROM.md}` },
    { label: t("list.actions"), className: `w-20 pointer-coarse:w-25 ${FROM.md}`, hidden: true },
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
        <DocumentRow key={item.id} item={item} selected={chosen.has(item.id)} actions={actions} />
      ))}
    </Table>
  );
}
