import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Stage } from "#components/doctor/use-examination.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { CheckId, CheckResult } from "#lib/storage/doctor/types.ts";

type Props = { stage: Stage; results: readonly CheckResult[]; total: number };

/** How far the checks are or, when they are through, what they come to. */
export function Verdict({ stage, results, total }: Props) {
  const t = useTranslations("doctor");
  const ended = (state: CheckResult["state"]) =>
    results.filter((result) => result.state === state).map(({ id }) => id);
  if (stage === "idle") return <p className="py-2 text-small text-ink-3">{t("idle", { total })}</p>;
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
  const [failures, warnings] = [ended("failed"), ended("warning")];
  if (failures.length > 0) {
    return (
      <Banner tone="loss">
        {t("withFailures", { count: failures.length })} <Names ids={failures} />
      </Banner>
    );
  }
  if (warnings.length === 0) return <Banner tone="done">{t("allRight")}</Banner>;
  return (
    <Banner tone="wait">
      {t("withWarnings", { count: warnings.length })} <Names ids={warnings} />
    </Banner>
  );
}

/** The checks by name, each leading to its row: on a phone it is far down. */
function Names({ ids }: { ids: readonly CheckId[] }) {
  const t = useTranslations("doctor.checks");
  return ids.map((id, index) => (
    <Fragment key={id}>
      {index > 0 && ", "}
      <a href={`#check-${id}`} className="font-medium underline underline-offset-2">
        {t(id)}
      </a>
    </Fragment>
  ));
}
