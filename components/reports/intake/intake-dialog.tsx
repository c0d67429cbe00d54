"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ForAll } from "#components/reports/intake/for-all.tsx";
import { IntakeList, type IntakeListHandle } from "#components/reports/intake/intake-list.tsx";
import { isOpen } from "#components/reports/intake/intake-row.ts";
import { OpenRows } from "#components/reports/intake/open-rows.tsx";
import { toUpload } from "#components/reports/intake/to-upload.ts";
import { useIntake } from "#components/reports/intake/use-intake.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { FLOAT } from "#components/ui/float.ts";
import { iconButtonClass } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";
import { MAX_REPORTS_AT_ONCE } from "#lib/reports/constants.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import type { ReportType } from "#lib/reports/types.ts";

type Props = {
  files: readonly File[];
  types: readonly ReportType[];
  /** What the school takes as a report. */
  policy: KindPolicy;
  /** The student on whose page they were added; null elsewhere. */
  own: Candidate | null;
  onClosed: () => void;
};

/** Says of every file whose report it is, and stores them all once a person has seen it. */
export function IntakeDialog({ files, types, policy, own, onClosed }: Props) {
  const t = useTranslations("reports.intake");
  const uploads = useUploads();
  const [open, setOpen] = useState(true);
  const [leaving, setLeaving] = useState(false);
  const [stored, setStored] = useState(0);
  const intake = useIntake(files, policy, own);
  const { rows, status, taken, reading, failure, dropped } = intake;
  const list = useRef<IntakeListHandle>(null);
  const all = [...status.values()];
  const count = (is: (typeof all)[number]) => all.filter((one) => one === is).length;
  const ready = rows.filter(({ id }) => status.get(id) === "ready");
  const asking = rows.filter(({ id }) => isOpen(status.get(id)));
  const looking = count("looking");
  const close = () => (ready.length + asking.length + looking > 0 ? setLeaving(true) : setOpen(false));
  const store = async () => {
    const started = await uploads?.need();
    if (!started) return;
    started.engine.addReports(ready.flatMap((row) => toUpload(row, taken) ?? []));
    // Those that still wait for a word stay, so that none is lost on the way.
    if (asking.length === 0) return setOpen(false);
    setStored(stored + ready.length);
    intake.remove(new Set(ready.map(({ id }) => id)));
  };
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && close()}
      onOpenChangeComplete={(next) => !next && onClosed()}
    >
      <Base.Portal>
        <Base.Backdrop
          data-covers="veil"
          className="fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Base.Popup
          className={`${FLOAT} fixed inset-0 z-40 m-auto flex h-dvh w-full max-w-6xl flex-col max-sm:rounded-none max-sm:border-0 sm:h-[calc(100dvh-2rem)] sm:w-[calc(100vw-2rem)]`}
        >
          <div className="flex items-start gap-2 py-3 pr-3 pl-4 sm:pl-5">
            <div className="mr-auto min-w-0 pt-1">
              <Base.Title className="text-[1rem]/6 font-semibold">
                {t("title", { count: rows.length })}
              </Base.Title>
              <Base.Description className="text-ink-2">
                {stored === 0 ? t("intro") : t("stored", { count: stored })}
              </Base.Description>
            </div>
            <Base.Close aria-label={t("close")} title={t("close")} className={iconButtonClass()}>
              <X aria-hidden className="size-4" />
            </Base.Close>
          </div>
          <div className="flex flex-col gap-3 border-b border-line px-4 pb-3 empty:hidden sm:px-5">
            {dropped > 0 && (
              <Banner tone="wait">{t("tooMany", { limit: MAX_REPORTS_AT_ONCE, count: dropped })}</Banner>
            )}
            {failure !== null && (
              <div className="flex flex-wrap items-center gap-2">
                <Banner tone="loss">{failure}</Banner>
                <Button onClick={intake.again}>{t("again")}</Button>
              </div>
            )}
            <ForAll types={types} rows={rows} onChange={intake.changeAll} />
          </div>
          {looking > 0 && (
            <div className="flex flex-col gap-1 px-4 py-2 sm:px-5">
              <p className="text-small text-ink-2 tnum">
                {reading.done < reading.wanted ? t("reading", reading) : t("looking")}
              </p>
              <Progress
                label={t("looking")}
                percent={reading.wanted === 0 ? 5 : (100 * reading.done) / reading.wanted}
              />
            </div>
          )}
          <OpenRows asking={asking} status={status} taken={taken} onChange={intake.changeAll} />
          <IntakeList
            rows={rows}
            status={status}
            taken={taken}
            types={types}
            change={intake.change}
            handle={list}
          />
          <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3 sm:px-5">
            <output className="mr-auto text-ink-2 tnum">
              {t("summary", {
                ready: ready.length,
                asking: asking.length,
                out: count("out") + count("refused"),
              })}
            </output>
            {asking.length > 0 && looking === 0 && (
              <Button onClick={() => list.current?.next(asking.map(({ id }) => id))}>{t("next")}</Button>
            )}
            <Button
              variant="primary"
              disabled={ready.length === 0 || looking > 0}
              onClick={() => void store()}
            >
              {t("store", { count: ready.length })}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
      {leaving && (
        <Alert
          title={t("leaveTitle")}
          text={t("leaveText", { count: ready.length + asking.length + looking })}
          cancel={t("stay")}
          action={t("leave")}
          over
          onAction={() => {
            setOpen(false);
            return Promise.resolve(null);
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </Base.Root>
  );
}
