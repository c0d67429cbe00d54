"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayDone } from "#components/ui/toasts.ts";
import { useUploads } from "#components/upload/upload-context.ts";
import { restoreVersionAction } from "#lib/versions/actions.ts";

/** Makes an old version current again, and tells the list; answers why it could not be done, or null. */
export function useRestore(id: string): (number: number) => Promise<string | null> {
  const t = useTranslations("versions");
  const errorText = useErrorText();
  const receivers = useUploads()?.receivers;
  return useCallback(
    async (number) => {
      const result = await restoreVersionAction({ id, number }).catch(() => null);
      if (result === null) return t("unreachable");
      if (!result.ok) return errorText(result.code, result.details);
      for (const receive of receivers ?? []) receive(result.data);
      sayDone(t("restored", { number, now: result.data.version }));
      return null;
    },
    [id, receivers, t, errorText],
  );
}
