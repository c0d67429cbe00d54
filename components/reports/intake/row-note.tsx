"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Decision, IntakeRow, RowStatus } from "#components/reports/intake/intake-row.ts";
import { RowButton } from "#components/upload/row-button.tsx";
import { useFailureText } from "#components/upload/use-failure-text.ts";
import type { SlotTaken } from "#lib/reports/match/types.ts";

/** Where a row stands, in words, with what can be decided of a report that is there already. */
export function RowNote(props: {
  row: IntakeRow;
  status: RowStatus;
  there: SlotTaken | null;
  size: string;
  onDecide: (decision: Decision | null) => void;
}) {
  const { row, status, there, size, onDecide } = props;
  const t = useTranslations("reports.intake");
  const format = useFormatter();
  const failureText = useFailureText();
  const { name } = row.file;
  if (row.refusal !== null) return <p className="text-caption text-loss">{failureText(row.refusal)}</p>;
  if (status === "taken" || status === "twice") {
    return (
      <>
        <p className="text-caption text-wait">
          {status === "twice" || there === null
            ? t("twice")
            : t("there", {
                name: there.filename,
                date: format.dateTime(new Date(there.uploadedAt), { dateStyle: "medium" }),
              })}
        </p>
        <div className="-ml-2 flex flex-wrap">
          {status === "taken" && there?.canReplace && (
            <RowButton aria-label={t("replaceName", { name })} onClick={() => onDecide("replace")}>
              {t("replace")}
            </RowButton>
          )}
          <RowButton aria-label={t("bothName", { name })} onClick={() => onDecide("both")}>
            {t("both")}
          </RowButton>
        </div>
      </>
    );
  }
  if (status === "ready" && row.decision !== null) {
    return (
      <p className="flex flex-wrap items-center gap-x-1 text-caption text-ink-3">
        {row.decision === "replace" ? t("willReplace", { name: there?.filename ?? "" }) : t("willKeepBoth")}
        <RowButton aria-label={t("undecideName", { name })} onClick={() => onDecide(null)}>
          {t("undecide")}
        </RowButton>
      </p>
    );
  }
  const known = row.by === null ? "" : t(`by.${row.by}`);
  const said = status === "ready" || status === "refused" ? known : t(`states.${status}`);
  return (
    <p className="text-caption text-ink-3 tnum">{[said, size].filter((part) => part !== "").join(" · ")}</p>
  );
}
