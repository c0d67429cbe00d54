"use client";
import { useAsked } from "#components/shell/use-asked.ts";
import { readReportQuery, writeReportQuery } from "#lib/reports/report-query.ts";

/** What the address asks of the list of reports, and how to ask for something else. */
export function useReportsAddress() {
  return useAsked(readReportQuery, writeReportQuery);
}
