"use client";
import { useMemo, useTransition } from "react";
import { useAddress } from "#components/shell/use-address.ts";
import { type ReportQuery, readReportQuery, writeReportQuery } from "#lib/reports/report-query.ts";

/** What the address asks of the list of reports, and how to ask for something else. */
export function useReportsAddress() {
  const [pending, startTransition] = useTransition();
  const { read, write } = useAddress();
  const asked = useMemo(() => readReportQuery(read), [read]);
  const ask = (change: Partial<ReportQuery>) =>
    void write(writeReportQuery({ ...asked, ...change }), { step: true, transition: startTransition });
  return { asked, ask, pending };
}
