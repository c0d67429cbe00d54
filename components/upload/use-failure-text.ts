"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Failure } from "#components/upload/item.ts";

/** The sentence that says why a file was not uploaded, and what helps. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations("upload.failures");
  const errorText = useErrorText();
  return useCallback(
    (failure) => (failure.from === "browser" ? t(failure.reason) : errorText(failure.code, failure.details)),
    [t, errorText],
  );
}
