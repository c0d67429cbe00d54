"use client";
import { useFormatter, useNow } from "next-intl";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** A line for paper, which ends with the moment of printing. */
export function PrintMoment({ before }: { before: string }) {
  const format = useFormatter();
  const loaded = useNow();
  const [printed, setPrinted] = useState<Date | null>(null);
  useEffect(() => {
    const note = () => flushSync(() => setPrinted(new Date()));
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  const moment = format.dateTime(printed ?? loaded, { dateStyle: "long", timeStyle: "short" });
  return (
    <p className="mb-4 hidden text-ink-2 print:block">
      {before} · {moment}
    </p>
  );
}
