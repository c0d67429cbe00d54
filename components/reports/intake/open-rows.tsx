"use client";
import { useTranslations } from "next-intl";
import {
  type IntakeRow,
  type RowStatus,
  slotKey,
  slotOf,
  type Taken,
} from "#components/reports/intake/intake-row.ts";
import { Button } from "#components/ui/button.tsx";

/** What can be decided for many rows at once: of those that are there already, and of those that are nobody's. */
export function OpenRows(props: {
  asking: readonly IntakeRow[];
  status: ReadonlyMap<number, RowStatus>;
  taken: Taken;
  onChange: (which: (row: IntakeRow) => boolean, to: Partial<IntakeRow>) => void;
}) {
  const { asking, status, taken, onChange } = props;
  const t = useTranslations("reports.intake");
  const of = (...wanted: RowStatus[]) =>
    asking.filter(({ id }) => wanted.includes(status.get(id) ?? "looking"));
  const there = of("taken", "twice");
  const nobodys = of("unmatched");
  if (there.length + nobodys.length === 0) return null;
  const isOne = (rows: readonly IntakeRow[]) => (row: IntakeRow) => rows.some(({ id }) => id === row.id);
  const replaceable = there.filter((row) => {
    const slot = slotOf(row);
    return status.get(row.id) === "taken" && slot !== null && taken.get(slotKey(slot))?.canReplace === true;
  });
  return (
    <div className="flex flex-col gap-2 border-b border-line bg-wait-soft px-4 py-2 text-small sm:px-5">
      {there.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <p className="mr-auto text-wait">{t("thereCount", { count: there.length })}</p>
          {replaceable.length > 0 && (
            <Button onClick={() => onChange(isOne(replaceable), { decision: "replace" })}>
              {t("replaceAll", { count: replaceable.length })}
            </Button>
          )}
          <Button onClick={() => onChange(isOne(there), { decision: "both" })}>{t("bothAll")}</Button>
          <Button onClick={() => onChange(isOne(there), { out: true })}>{t("outAll")}</Button>
        </div>
      )}
      {nobodys.length > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          <p className="mr-auto text-wait">{t("nobodysCount", { count: nobodys.length })}</p>
          <Button onClick={() => onChange(isOne(nobodys), { out: true })}>{t("outAll")}</Button>
        </div>
      )}
    </div>
  );
}
