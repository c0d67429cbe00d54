"use client";
import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { errorValues } from "#components/errors/error-values.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** The sentence for an error code: what is wrong, and what to do. */
export function useErrorText(): (code: ErrorCode, details?: ErrorDetails) => string {
  const t = useTranslations("errors");
  const locale = useLocale();
  return useCallback((code, details = {}) => t(code, errorValues(details, locale) as never), [t, locale]);
}
