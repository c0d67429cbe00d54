"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, type Ref, useRef } from "react";
import type { RowActions } from "#components/documents/document-actions.tsx";
import { DocumentRow } from "#components/documents/document-row.tsx";
import { SelectAll } from "#components/documents/select-all.tsx";
import { FROM, Table } from "#components/list/table.tsx";
import { type ListHandle, useWindow } from "#components/list/use-window.ts";
import type { Sort, SortKey } from "#lib/documents/sort.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

export type DocumentItemsProps = {
  items: readonly DocumentItem[];
  /** How many there are with those that are not loaded yet; -1 where nobody knows. */
  total: number;
  chosen: ReadonlySet<string>;
  actions: RowActions;
  /** Whose name is being changed, and with what. */
  editor: { id: string; fields: ReactNode } | undefined;
  onSelect: (ids: readonly string[]) => void;
  /** Which one must be in the page wherever it is. */
  pinned: string | null;
  handle: Ref<ListHandle>;
};

/** The documents as rows. */
export function DocumentTable(props: DocumentItemsProps & { sort: Sort; onSort: (sort: Sort) => void }) {
  const { items, total, chosen, actions, editor, onSelect, pinned, handle, sort, onSort } = props;
  const t = useTranslations();
  const box = useRef<HTMLTableSectionElement>(null);
  const { pieces, left } = useWindow(items, pinned, box, handle);
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
  return (
    <>
      <Table
        label={t("documents.title")}
        columns={columns}
        select={<SelectAll items={items} chosen={chosen} onSelect={onSelect} />}
        rowCount={total === -1 ? -1 : total + 1}
        body={box}
      >
        {pieces.map((piece) => {
          if ("gap" in piece)
            return (
              <tr key={`before-${items[piece.before]?.id ?? "end"}`} aria-hidden data-gap>
                <td aria-hidden colSpan={7} className="border-0! p-0" style={{ height: piece.gap }} />
              </tr>
            );
          const item = items[piece.index];
          return (
            item && (
              <DocumentRow
                key={item.id}
                item={item}
                index={piece.index}
                selected={chosen.has(item.id)}
                actions={actions}
                editor={editor?.id === item.id ? editor.fields : undefined}
              />
            )
          );
        })}
      </Table>
      {left > 0 && <p className="py-4">{t("list.notPrinted", { count: left })}</p>}
    </>
  );
}
