"use client";
import { useLocale, useTranslations } from "next-intl";
import { formatBytes } from "#components/format/bytes.ts";
import { Alert } from "#components/ui/alert.tsx";
import type { SortSummary } from "#lib/reconcile/types.ts";

/** What takes something away that nobody can bring back. */
const FOR_GOOD = new Set(["object_unknown", "parts_unknown"]);

/** Asks before a repair, and says exactly what will happen. */
export function RepairDialog(props: {
  summary: SortSummary;
  onClose: () => void;
  onRepair: () => Promise<unknown>;
}) {
  const { summary, onClose, onRepair } = props;
  const { sort, open: count, bytes } = summary;
  const t = useTranslations("reconcile");
  const locale = useLocale();
  return (
    <Alert
      title={t(`sorts.${sort}.ask`, { count })}
      text={
        <>
          <p className="text-pretty">
            {t(`sorts.${sort}.will`, { count, size: formatBytes(bytes, locale) })}
          </p>
          <p className="text-small text-ink-3 text-pretty">{t("before")}</p>
        </>
      }
      cancel={t("cancel")}
      action={t(`sorts.${sort}.action`)}
      loss={FOR_GOOD.has(sort)}
      onAction={async () => {
        await onRepair();
        return null;
      }}
      onClose={onClose}
    />
  );
}
