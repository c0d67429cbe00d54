"use client";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { checkTrailAction, trailStateAction } from "#lib/audit/actions.ts";
import type { AuditCheck, TrailState } from "#lib/audit/types.ts";

const LOOK_EVERY_MS = 1_000;
/** Places that are named on the page; the command names more. */
const MOST_PLACES = 10;

/** How far the trail is sealed, and whether it is what it was: checked on demand, and what was found. */
export function SealCheck({ first }: { first: TrailState }) {
  const t = useTranslations("audit.check");
  const format = useFormatter();
  const errorText = useErrorText();
  const [state, setState] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const isRunning = state.check === "running";

  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(async () => {
      const answer = await trailStateAction().catch(() => null);
      if (answer?.ok) setState(answer.data);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning]);

  const check = async () => {
    const answer = await checkTrailAction().catch(() => null);
    if (answer?.ok) setState(answer.data);
    setProblem(answer?.ok ? null : errorText(answer?.code ?? "internal", answer?.details));
  };
  const time = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <section
      aria-labelledby="seals"
      className="mb-5 rounded-md border border-line bg-surface px-4 py-3 print:hidden"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="seals" className="font-semibold">
          {t("title")}
        </h2>
        <p className="mr-auto text-small text-ink-2">
          {state.sealedAt === null ? t("unsealed") : t("sealed", { time: time(state.sealedAt) })}
        </p>
        <Button
          // Not disabled: that would take the focus from whoever has just pressed it.
          aria-disabled={isRunning}
          className="aria-disabled:opacity-50"
          onClick={() => {
            if (!isRunning) void check();
          }}
        >
          {isRunning ? t("running") : t("run")}
        </Button>
      </div>
      <output className="block text-small [overflow-wrap:anywhere]">
        {isRunning && <p className="mt-2 text-ink-2 tnum">{t("progress", { events: state.events })}</p>}
        {!isRunning && state.check === "failed" && <p className="mt-2 text-loss">{t("failed")}</p>}
        {problem !== null && <p className="mt-2 text-loss">{problem}</p>}
        {!isRunning && state.found !== null && state.finishedAt !== null && state.check === "done" && (
          <Found found={state.found} time={time(state.finishedAt)} />
        )}
      </output>
    </section>
  );
}

function Found({ found, time }: { found: AuditCheck; time: string }) {
  const t = useTranslations("audit.check");
  const { events, faults, faultCount, copies } = found;
  const isWhole = faultCount === 0;
  const Icon = isWhole ? ShieldCheck : ShieldAlert;
  const places = faults.slice(0, MOST_PLACES);
  return (
    <>
      <p className={`mt-2 flex items-start gap-2 font-medium ${isWhole ? "text-accent" : "text-loss"}`}>
        <Icon aria-hidden strokeWidth={1.75} className="mt-px size-4 shrink-0" />
        {isWhole ? t("whole", { time, events }) : t("broken", { time, count: faultCount })}
      </p>
      {places.length > 0 && (
        <ul className="mt-1 list-disc pl-10 text-ink-2">
          {places.map(({ sort, number, eventId }) => (
            <li key={`${sort} ${number} ${eventId}`}>
              {eventId === undefined
                ? t("place", { number, what: t(`faults.${sort}`) })
                : t("placeEvent", { number, event: eventId, what: t(`faults.${sort}`) })}
            </li>
          ))}
          {faultCount > places.length && <li>{t("more", { count: faultCount - places.length })}</li>}
        </ul>
      )}
      {copies === "none" && <p className="mt-1 pl-6 text-ink-3">{t("noCopies")}</p>}
      {copies === "unreachable" && <p className="mt-1 pl-6 text-wait">{t("unreachable")}</p>}
    </>
  );
}
