import { useTranslations } from "next-intl";
import type { Stage } from "#components/doctor/use-examination.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { CheckResult } from "#lib/storage/doctor/types.ts";

type Props = { stage: Stage; results: readonly CheckResult[]; total: number };

/** How far the checks are or, when they are through, what they come to. */
export function Verdict({ stage, results, total }: Props) {
  const t = useTranslations("doctor");
  const count = (state: CheckResult["state"]) => results.filter((result) => result.state === state).length;
  if (stage === "idle") return null;
  if (stage === "running") {
    return (
      <div className="flex h-9 items-center gap-4">
        <Progress percent={(100 * results.length) / total} label={t("running")} />
        <span aria-hidden className="shrink-0 text-small text-ink-3 tnum">
          {t("progress", { done: results.length, total })}
        </span>
      </div>
    );
  }
  if (stage === "broken" || stage === "refused") return <Banner tone="loss">{t(stage)}</Banner>;
  const [failures, warnings] = [count("failed"), count("warning")];
  if (failures > 0) return <Banner tone="loss">{t("withFailures", { count: failures })}</Banner>;
  if (warnings > 0) return <Banner tone="wait">{t("withWarnings", { count: warnings })}</Banner>;
  return <Banner tone="done">{t("allRight")}</Banner>;
}
