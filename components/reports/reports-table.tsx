"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, type Ref, useRef } from "react";
import type { RowActions } from "#components/documents/document-actions.tsx";
import { SelectAll } from "#components/documents/select-all.tsx";
import { FROM, Table } from "#components/list/table.tsx";
import { type ListHandle, useWindow } from "#components/list/use-window.ts";
import { ReportRow } from "#components/reports/report-row.tsx";
import type { ReportItem, ReportType } from "#lib/reports/types.ts";

type Props = {
  items: readonly ReportItem[];
  types: readonly ReportType[];
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

/** The reports as rows, the newest first. */
export function ReportsTable(props: Props) {
  const { items, types, total, chosen, actions, editor, onSelect, pinned, handle } = props;
  const t = useTranslations();
  const box = useRef<HTMLTableSectionElement>(null);
  const { pieces, left } = useWindow(items, pinned, box, handle);
  const columns = [
    { label: t("reports.student"), className: "" },
    { label: t("reports.type"), className: `w-40 ${FROM.sm}` },
    { label: t("reports.term"), className: `w-28 ${FROM.md}` },
    { label: t("reports.year"), className: `w-20 ${FROM.sm}` },
    { label: t("list.uploaded"), className: `w-32 ${FROM.lg}` },
    { label: t("list.actions"), className: `w-28 pointer-coarse:w-36 ${FROM.md}`, hidden: true },
  ];
  return (
    <>
      <Table
        label={t("reports.title")}
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
              <ReportRow
                key={item.id}
                item={item}
                index={piece.index}
                types={types}
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
