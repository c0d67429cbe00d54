"use client";
import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CopyCheck, RotateCcw, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { memo, useEffect, useRef } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { type IntakeRow, isOpen, type RowStatus, readYear } from "#components/reports/intake/intake-row.ts";
import type { ChangeRow } from "#components/reports/intake/look.ts";
import { TermOptions, TypeOptions } from "#components/reports/intake/options.tsx";
import { RowNote } from "#components/reports/intake/row-note.tsx";
import { StudentSelect } from "#components/reports/intake/student-select.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { SlotTaken } from "#lib/reports/match/types.ts";
import type { ReportType } from "#lib/reports/types.ts";

/** One file with whose report it is, and what report. */
export const IntakeRowView = memo(function IntakeRowView(props: {
  row: IntakeRow;
  status: RowStatus;
  /** The report that is there already. */
  there: SlotTaken | null;
  types: readonly ReportType[];
  /** Another one each time it is to take the focus. */
  wanted: object | null;
  change: ChangeRow;
}) {
  const { row, status, there, types, wanted, change } = props;
  const t = useTranslations("reports");
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted !== null) box.current?.querySelector<HTMLElement>("select, input, button")?.focus();
  }, [wanted]);
  const { id, file } = row;
  const { name } = file;
  const set = (to: Partial<IntakeRow>) => change(id, () => to);
  const isAside = row.out || row.refusal !== null;
  return (
    <div
      ref={box}
      data-status={status}
      className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 data-[status=out]:text-ink-3 sm:px-5 md:grid-cols-[1.25rem_minmax(0,1fr)_minmax(0,16rem)_10rem_8rem_4.5rem_auto]"
    >
      <span className="pt-2">
        <Sign status={status} />
      </span>
      <div className="min-w-0 md:pt-1">
        <p className={`truncate ${row.out ? "line-through" : ""}`} title={name}>
          {name}
        </p>
        <RowNote
          row={row}
          status={status}
          there={there}
          size={formatBytes(file.size, locale)}
          onDecide={(decision) => set({ decision })}
        />
      </div>
      {!isAside && (
        <div className="col-span-3 grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,0.8fr)_4.5rem] gap-2 md:contents">
          <span className="max-md:col-span-3">
            <StudentSelect row={row} status={status} change={change} />
          </span>
          <select
            aria-label={t("intake.typeOf", { name })}
            value={row.type}
            onChange={(event) => set({ type: event.target.value, decision: null })}
            className={`${CONTROL} px-2`}
          >
            <TypeOptions types={types} asked={row.type} />
          </select>
          <select
            aria-label={t("intake.termOf", { name })}
            value={String(row.term ?? "")}
            onChange={({ target: { value } }) =>
              set({ term: value === "" ? null : Number(value), decision: null })
            }
            className={`${CONTROL} px-2`}
          >
            <TermOptions />
          </select>
          <input
            aria-label={t("intake.yearOf", { name })}
            aria-invalid={(status !== "looking" && readYear(row.year) === null) || undefined}
            value={row.year}
            onChange={(event) => set({ year: event.target.value, decision: null })}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            title={t("yearHint")}
            className={`${CONTROL} px-2 tnum`}
          />
        </div>
      )}
      {row.refusal === null && (
        <span className="flex max-md:col-start-3 max-md:row-start-1 md:col-start-7">
          <IconButton
            label={t(row.out ? "intake.takeIn" : "intake.leaveOut", { name })}
            onClick={() => set({ out: !row.out })}
          >
            {row.out ? <RotateCcw aria-hidden className="size-4" /> : <X aria-hidden className="size-4" />}
          </IconButton>
        </span>
      )}
    </div>
  );
});

function Sign({ status }: { status: RowStatus }) {
  if (status === "ready") return <CircleCheck aria-hidden className="size-5 text-accent" />;
  if (status === "refused") return <CircleAlert aria-hidden className="size-5 text-loss" />;
  if (status === "taken" || status === "twice") return <CopyCheck aria-hidden className="size-5 text-wait" />;
  if (isOpen(status)) return <CircleHelp aria-hidden className="size-5 text-wait" />;
  return <CircleDashed aria-hidden className="size-5 text-ink-3" />;
}
