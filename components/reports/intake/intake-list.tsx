"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { IntakeRow, RowStatus, Taken } from "#components/reports/intake/intake-row.ts";
import { slotKey, slotOf } from "#components/reports/intake/intake-row.ts";
import { IntakeRowView } from "#components/reports/intake/intake-row-view.tsx";
import type { ChangeRow } from "#components/reports/intake/look.ts";
import type { ReportType } from "#lib/reports/types.ts";

export type IntakeListHandle = {
  /** Leads to the next of these rows, behind the one that has the focus. */
  next: (ids: readonly number[]) => void;
};

type Props = {
  rows: readonly IntakeRow[];
  status: ReadonlyMap<number, RowStatus>;
  taken: Taken;
  types: readonly ReportType[];
  change: ChangeRow;
  handle: Ref<IntakeListHandle>;
};

/** The files, each with what is said of it. Only rows in sight are drawn: five hundred are fine. */
export function IntakeList({ rows, status, taken, types, change, handle }: Props) {
  const t = useTranslations("reports.intake");
  const viewport = useRef<HTMLElement>(null);
  const [wanted, setWanted] = useState<{ id: number } | null>(null);
  const last = useRef<number | null>(null);
  useEffect(() => {
    const list = viewport.current;
    const keep = ({ target }: FocusEvent) => {
      const at =
        target instanceof Element ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
      if (at !== undefined) last.current = Number(at);
    };
    list?.addEventListener("focusin", keep);
    return () => list?.removeEventListener("focusin", keep);
  }, []);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled or handed on.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => 64,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  useImperativeHandle(handle, () => ({
    next(ids) {
      const open = rows.flatMap(({ id }, at) => (ids.includes(id) ? at : []));
      const now = rows.findIndex(({ id }) => id === last.current);
      const to = open.find((at) => at > now) ?? open[0];
      const row = to === undefined ? undefined : rows[to];
      if (to === undefined || row === undefined) return;
      virtual.scrollToIndex(to, { align: "center" });
      last.current = row.id;
      // It takes the focus once it is drawn.
      setWanted({ id: row.id });
    },
  }));
  return (
    <section
      ref={viewport}
      aria-label={t("files")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling list must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
    >
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const slot = slotOf(row);
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-row={row.id}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <IntakeRowView
                row={row}
                status={status.get(row.id) ?? "looking"}
                there={slot === null ? null : (taken.get(slotKey(slot)) ?? null)}
                types={types}
                wanted={wanted?.id === row.id ? wanted : null}
                change={change}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
