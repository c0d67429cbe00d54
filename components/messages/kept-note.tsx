"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Kept } from "#components/messages/use-draft.ts";

/** Whether the draft is kept, in a word. */
export function KeptNote({ kept, onRetry }: { kept: Kept; onRetry: () => void }) {
  const t = useTranslations("messages");
  const errorText = useErrorText();
  return (
    <output className="block min-w-0 text-small text-ink-3 sm:ml-auto">
      {kept.is === "kept" && t("kept")}
      {kept.is === "waiting" && t("keeping")}
      {kept.is === "failed" && (
        <span className="text-loss">
          {t("keptNot", { reason: errorText(kept.refusal.code, kept.refusal.details) })}{" "}
          <button type="button" onClick={onRetry} className="font-medium underline underline-offset-2">
            {t("again")}
          </button>
        </span>
      )}
    </output>
  );
}
