"use client";
import { useFormatter, useNow } from "next-intl";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useFilterWords } from "#components/documents/use-filter-words.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";

/** On paper, below the title: whose list it is, what narrows it, and when it was printed. */
export function PrintNote(props: { schoolName: string; query: ListQuery; person: string | null }) {
  const { schoolName, query, person } = props;
  const format = useFormatter();
  const loaded = useNow();
  const [printed, setPrinted] = useState<Date | null>(null);
  const words = useFilterWords()(query, person);
  useEffect(() => {
    const note = () => flushSync(() => setPrinted(new Date()));
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  const moment = format.dateTime(printed ?? loaded, { dateStyle: "long", timeStyle: "short" });
  return <p className="mb-4 hidden text-ink-2 print:block">{[schoolName, ...words, moment].join(" · ")}</p>;
}
