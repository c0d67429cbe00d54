"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { History } from "#components/reconcile/history.tsx";
import { RunFacts } from "#components/reconcile/run-facts.tsx";
import { SortRow } from "#components/reconcile/sort-row.tsx";
import { useReconcile } from "#components/reconcile/use-reconcile.ts";
import { Verdict } from "#components/reconcile/verdict.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Overview } from "#lib/reconcile/types.ts";

/** Whether bucket and database fit: one run after another, what the latest found, and what can be done about it. */
export function Reconcile(props: {
  /** Of the section. */
  title: string;
  /** The way to the section's other pages. */
  tabs: ReactNode;
  first: Overview;
  possible: boolean;
}) {
  const { title, tabs, first, possible } = props;
  const t = useTranslations("reconcile");
  const { overview, problem, start, stop, repair } = useReconcile(first);
  const [isThorough, setThorough] = useState(false);
  const { current, latest, sorts, history, room } = overview;
  const isRunning = current !== null;
  return (
    <>
      <PageHeader title={title}>
        <Button
          variant="primary"
          // Not disabled: that would take the focus from whoever has just pressed it.
          aria-disabled={isRunning || !possible}
          className="aria-disabled:opacity-50"
          onClick={() => {
            if (!isRunning && possible) void start(isThorough);
          }}
        >
          {isRunning ? t("running") : t("run")}
        </Button>
      </PageHeader>
      {tabs}
      <p className="max-w-prose pt-1 text-ink-2 text-pretty">{t("intro")}</p>
      <label className="mt-3 mb-4 flex min-h-9 max-w-prose items-start gap-3 py-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          className="mt-0.5 shrink-0"
          checked={isThorough}
          onChange={(event) => setThorough(event.target.checked)}
        />
        <span>
          {t("thorough")}
          <span className="block text-small text-ink-3">{t("thoroughHint")}</span>
        </span>
      </label>
      <div className="mb-6 flex min-h-9 flex-col gap-2">
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        {possible || <Banner tone="wait">{t("notConfigured")}</Banner>}
        <Verdict current={current} latest={latest} sorts={sorts} onStop={(id) => void stop(id)} />
      </div>
      {latest !== null && (
        <>
          <RunFacts run={latest} />
          {sorts.length > 0 && (
            <section aria-labelledby="faults" className="mt-8">
              <h2 id="faults" className="mb-2 font-semibold">
                {t("faults")}
              </h2>
              <ul className="border-t border-line">
                {sorts.map((one) => (
                  <SortRow
                    key={one.sort}
                    run={latest}
                    summary={one}
                    room={room}
                    isBusy={isRunning || latest.repair === "running"}
                    onRepair={() => repair(latest.id, one.sort)}
                  />
                ))}
              </ul>
            </section>
          )}
        </>
      )}
      {history.length > 0 && <History runs={history} />}
      <p className="mt-8 border-t border-line pt-4 text-small text-ink-3">{t("weekly")}</p>
    </>
  );
}
