"use client";
import { useLocale } from "next-intl";
import { useCallback } from "react";

/** Writes a day, such as 2026-11-22, as the reader's language does. It is on no clock. */
export function useDayText(): (day: string) => string {
  const locale = useLocale();
  return useCallback(
    (day) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
        new Date(`${day}T00:00:00Z`),
      ),
    [locale],
  );
}
