"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { isMeasuringAction, requestReportAction } from "#lib/storage-report/actions.ts";

const LOOK_EVERY_MS = 2000;
/** Looks until somebody is told that it takes longer. */
const MOST_LOOKS = 60;

type Props = {
  isMeasuring: boolean;
  /** The words of this page are on the server; these few come along. */
  words: { measure: string; measuring: string; late: string };
};

/** Has the files gone through anew, and shows what was found when it is there. */
export function MeasureNow({ isMeasuring, words }: Props) {
  const router = useRouter();
  const errorText = useErrorText();
  const [asked, setAsked] = useState(false);
  const [said, setSaid] = useState("");
  const [isSending, startSending] = useTransition();
  const waits = isMeasuring || asked;

  useEffect(() => {
    if (!waits) return;
    let looks = 0;
    const timer = setInterval(async () => {
      looks += 1;
      const answer = await isMeasuringAction().catch(() => null);
      if (answer?.ok && !answer.data) {
        clearInterval(timer);
        setAsked(false);
        router.refresh();
      } else if (looks >= MOST_LOOKS) {
        clearInterval(timer);
        setSaid(words.late);
      }
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits, router, words.late]);

  const measure = () =>
    startSending(async () => {
      const answer = await requestReportAction().catch(() => null);
      setSaid(answer?.ok ? "" : errorText(answer?.code ?? "internal", answer?.details));
      setAsked(answer?.ok ?? false);
    });
  const isBusy = waits || isSending;
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1" data-screen>
      <output className="text-small text-ink-2">{said}</output>
      <Button
        // Not disabled: that would take the focus from whoever has just pressed it.
        aria-disabled={isBusy}
        className="aria-disabled:opacity-50"
        onClick={() => {
          if (!isBusy) measure();
        }}
      >
        {isBusy ? words.measuring : words.measure}
      </Button>
    </div>
  );
}
