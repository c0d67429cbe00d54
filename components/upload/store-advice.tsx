"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { storeReason } from "#components/upload/failures.ts";
import type { UploadItem } from "#components/upload/item.ts";
import { storageAdviceAction } from "#lib/storage/actions.ts";

/** What helps where the store is why files were not uploaded. For administrators. */
export function StoreAdvice({ items }: { items: readonly UploadItem[] }) {
  const t = useTranslations("upload");
  const [advice, setAdvice] = useState<{ about: string; words: string } | null>(null);
  const about = items
    .map(({ step }) => (step.at === "failed" ? storeReason(step.failure) : null))
    .find(Boolean);
  useEffect(() => {
    if (about == null) return undefined;
    let wanted = true;
    void storageAdviceAction(about === "browser" ? null : about)
      .then((answer) => wanted && answer.ok && setAdvice({ about, words: answer.data }))
      // The rows say that the files failed; without an answer there is no more to say.
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [about]);
  return (
    <output className="block min-h-0 shrink-0">
      {about != null && advice?.about === about && (
        <p className="border-t border-line bg-wait-soft px-4 py-2 text-small text-wait">
          <span className="font-medium">{t("advice")}</span> {advice.words}
        </p>
      )}
    </output>
  );
}
