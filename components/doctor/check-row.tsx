import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  Info,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { useTranslations } from "next-intl";
import type { CheckId, CheckResult, State } from "#lib/storage/doctor/types.ts";

type Shown = State | "waiting" | "running";

const SIGNS: Readonly<Record<Shown, { icon: LucideIcon; className: string }>> = {
  passed: { icon: CircleCheck, className: "text-accent" },
  note: { icon: Info, className: "text-ink-3" },
  warning: { icon: TriangleAlert, className: "text-wait" },
  failed: { icon: CircleAlert, className: "text-loss" },
  skipped: { icon: CircleMinus, className: "text-ink-3" },
  waiting: { icon: CircleDashed, className: "text-ink-3" },
  running: { icon: LoaderCircle, className: "animate-spin text-ink-3" },
};

/** What was found, and what to do about it. */
function Found({ result }: { result: CheckResult }) {
  const t = useTranslations("doctor");
  const { finding, because, details = {}, state } = result;
  if (because !== undefined)
    return <p className="text-ink-3">{t("skippedFor", { check: t(`checks.${because}`) })}</p>;
  // Which values a sentence takes is between it and the check: the keys are typed, and tests run every finding.
  const values = details as never;
  const advice = `findings.${finding}.do` as "findings.refused.do";
  const isQuiet = state === "passed" || state === "skipped";
  return (
    <>
      <p className={`[overflow-wrap:anywhere] ${isQuiet ? "text-ink-2" : ""}`}>
        {t(`findings.${finding}.is`, values)}
      </p>
      {t.has(advice) && (
        <p
          className={`mt-1 rounded-md px-3 py-2 [overflow-wrap:anywhere] ${state === "failed" ? "bg-loss-soft" : "bg-sunken"}`}
        >
          <span className="sr-only">{t("todo")}: </span>
          {t(advice, values)}
        </p>
      )}
    </>
  );
}

/** One check: how it ended, in sign and word, and what that means. */
export function CheckRow({
  id,
  result,
  isRunning,
}: {
  id: CheckId;
  result: CheckResult | undefined;
  isRunning: boolean;
}) {
  const t = useTranslations("doctor");
  const shown: Shown = result?.state ?? (isRunning ? "running" : "waiting");
  const { icon: Icon, className } = SIGNS[shown];
  return (
    <li
      id={`check-${id}`}
      className="grid scroll-mt-20 grid-cols-[1rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 py-2 sm:grid-cols-[1rem_13rem_minmax(0,1fr)]"
    >
      <Icon aria-hidden strokeWidth={1.75} className={`mt-0.5 size-4 ${className}`} />
      <p className={result === undefined || result.state === "skipped" ? "text-ink-2" : "font-medium"}>
        {t(`checks.${id}`)}
        <span className="sr-only">: {t(shown === "running" ? "running" : `states.${shown}`)}</span>
      </p>
      {result !== undefined && (
        <div className="max-w-prose max-sm:col-start-2">
          <Found result={result} />
        </div>
      )}
    </li>
  );
}
