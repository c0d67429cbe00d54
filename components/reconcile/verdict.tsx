import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { RunSummary, SortSummary } from "#lib/reconcile/types.ts";

type Props = {
  current: RunSummary | null;
  latest: RunSummary | null;
  sorts: readonly SortSummary[];
  onStop: (id: string) => void;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** How far a run is or, when none is under way, what the latest came to. */
export function Verdict({ current, latest, sorts, onStop }: Props) {
  const t = useTranslations("reconcile");
  if (current !== null) {
    const { phase, objects, rows, percent, found } = current;
    const faults = sum(Object.values(found));
    return (
      <div className="flex flex-col gap-2">
        <div className="flex min-h-9 items-center gap-4">
          <Progress percent={percent} label={t("running")} />
          <Button onClick={() => onStop(current.id)}>{t("stop")}</Button>
        </div>
        <p className="text-small text-ink-3 tnum">
          {current.state === "queued" ? t("queued") : t(`phases.${phase}`)}{" "}
          {t("progress", { objects, rows, faults })}
        </p>
      </div>
    );
  }
  if (latest === null) return <p className="py-2 text-small text-ink-3">{t("never")}</p>;
  if (latest.repair === "running") return <Banner tone="wait">{t("repairing")}</Banner>;
  if (latest.state === "failed") return <Banner tone="loss">{t("failed")}</Banner>;
  const left = sum(sorts.map((one) => one.open));
  if (left > 0) return <Banner tone="loss">{t("found", { count: left })}</Banner>;
  if (latest.state === "stopped") return <Banner tone="wait">{t("stopped")}</Banner>;
  const known = sum(sorts.map((one) => one.known));
  if (known > 0) return <Banner tone="wait">{t("onlyKnown", { count: known })}</Banner>;
  return <Banner tone="done">{sorts.length > 0 ? t("repaired") : t("allFits")}</Banner>;
}
