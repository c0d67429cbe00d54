"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CheckRow } from "#components/doctor/check-row.tsx";
import { useExamination } from "#components/doctor/use-examination.ts";
import { Verdict } from "#components/doctor/verdict.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { CheckId, Group } from "#lib/storage/doctor/types.ts";

type Props = {
  /** The way to the section's other pages. */
  tabs: ReactNode;
  groups: readonly { group: Group; checks: readonly CheckId[] }[];
  /** Where files are kept; null where nothing is configured. */
  place: { host: string; bucket: string } | null;
};

/** Every check in its group, before, while and after it is run. */
export function Doctor({ tabs, groups, place }: Props) {
  const t = useTranslations("doctor");
  const { stage, results, run } = useExamination();
  const all = groups.flatMap(({ checks }) => checks);
  const next = stage === "running" ? all.find((id) => !results.has(id)) : undefined;
  const facts = [
    [t("address"), place?.host ?? t("notSet")],
    [t("bucket"), place?.bucket ?? t("notSet")],
  ];
  return (
    <>
      <PageHeader title={t("title")}>
        <Button
          variant="primary"
          // Not disabled: that would take the focus from whoever has just pressed it.
          aria-disabled={stage === "running"}
          className="aria-disabled:opacity-50"
          onClick={() => {
            if (stage !== "running") void run();
          }}
        >
          {stage === "running" ? t("running") : stage === "idle" ? t("run") : t("again")}
        </Button>
      </PageHeader>
      {tabs}
      <p className="max-w-prose pt-1 text-ink-2 text-pretty">{t("intro")}</p>
      <dl className="my-4 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-2">{name}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mb-6 min-h-9">
        <Verdict stage={stage} results={[...results.values()]} total={all.length} />
      </div>
      {groups.map(({ group, checks }) => (
        <section
          key={group}
          className="grid gap-x-6 border-t border-line py-3 lg:grid-cols-[10rem_minmax(0,1fr)]"
        >
          <h2 className="py-2 font-semibold">{t(`groups.${group}`)}</h2>
          <ul>
            {checks.map((id) => (
              <CheckRow key={id} id={id} result={results.get(id)} isRunning={id === next} />
            ))}
          </ul>
        </section>
      ))}
      <p className="border-t border-line pt-4 text-small text-ink-3">{t("setup")}</p>
    </>
  );
}
