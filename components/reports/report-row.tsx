"use client";
import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { DocumentActions, type RowActions } from "#components/documents/document-actions.tsx";
import { DocumentLink } from "#components/documents/document-link.tsx";
import { nameOf } from "#components/files/name.ts";
import { Thumbnail } from "#components/files/thumbnail.tsx";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import { CELL, FROM, KEPT_CLEAR } from "#components/list/table.tsx";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import { useReportWords } from "#components/reports/use-report-words.ts";
import { listName } from "#components/students/student-name.ts";
import type { ReportItem, ReportType } from "#lib/reports/types.ts";

/** One report, by whom it is about. The whole row opens it; what else it offers lies on top. All rows are of one height. */
export const ReportRow = memo(function ReportRow(props: {
  item: ReportItem;
  /** Its place in the list, from 0. */
  index: number;
  types: readonly ReportType[];
  selected: boolean;
  actions: RowActions;
  /** What stands in the place of the name while it is changed. */
  editor?: ReactNode;
}) {
  const { item, index, types, selected, actions, editor } = props;
  const t = useTranslations("list");
  const { typeName, termName, inShort } = useReportWords(types);
  const name = nameOf(item);
  const who = item.students.map(listName).join("; ");
  return (
    <tr
      className={`group/row relative h-14 hover:bg-surface has-[a[data-open]:focus-visible]:bg-surface data-selected:bg-accent-soft ${KEPT_CLEAR}`}
      aria-rowindex={index + 2}
      data-row={item.id}
      data-selected={selected || undefined}
    >
      <td className="w-9 pointer-coarse:w-11">
        <RowCheckbox
          label={t("select", { name })}
          checked={selected}
          onChange={(on, shift) => (shift ? actions.extend(item.id) : actions.toggle(item.id, on))}
        />
      </td>
      <td className="px-2">
        <span className="flex min-w-0 items-center gap-3">
          <Thumbnail url={item.thumbnailUrl} contentType={item.contentType} />
          {editor ?? (
            <span className="min-w-0 flex-1">
              <DocumentLink
                id={item.id}
                title={who === "" ? name : `${who}\n${name}`}
                actions={actions}
                className="block truncate"
              >
                {who === "" ? name : who}
                {who !== "" && <span className="sr-only">{`, ${name}`}</span>}
              </DocumentLink>
              <span className="pointer-events-none relative block truncate text-caption text-ink-3">
                <span className="md:hidden">{inShort(item)}</span>
                {who !== "" && (
                  <span aria-hidden className="max-md:hidden">
                    {name}
                  </span>
                )}
              </span>
            </span>
          )}
          {item.quarantine && <QuarantineBadge id={item.id} is={item.quarantine} />}
        </span>
      </td>
      <td className={`${CELL} ${FROM.sm}`}>{typeName(item.reportType)}</td>
      <td className={`${CELL} ${FROM.md}`}>{termName(item.term)}</td>
      <td className={`${CELL} ${FROM.sm} tnum`}>{item.year}</td>
      <td className={`${CELL} ${FROM.lg} tnum`}>
        <RelativeTime at={item.uploadedAt} />
      </td>
      <td className={`px-1 ${FROM.md}`}>
        <span className="relative z-1 flex justify-end">
          <DocumentActions item={item} actions={actions} />
        </span>
      </td>
    </tr>
  );
});
