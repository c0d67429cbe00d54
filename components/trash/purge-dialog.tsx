"use client";
import { useLocale, useTranslations } from "next-intl";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { Alert } from "#components/ui/alert.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Names named in full; the others are counted. */
const NAMED = 5;

type Props = {
  items: readonly DocumentItem[];
  /** How many it is about; more than the items where those are only the first. */
  count: number;
  onClose: () => void;
  onPurge: () => Promise<unknown>;
};

/** Asks before files are lost for good, and names them. */
export function PurgeDialog({ items, count, onClose, onPurge }: Props) {
  const t = useTranslations("trash");
  return (
    <Alert
      title={t("purgeTitle", { count })}
      text={<p>{t("purgeText", { count })}</p>}
      cancel={t("cancel")}
      action={t("purgeConfirm", { count })}
      working={t("purging")}
      loss
      onAction={async () => {
        await onPurge();
        return null;
      }}
      onClose={onClose}
    >
      <Lost items={items} count={count} />
    </Alert>
  );
}

function Lost({ items, count }: Pick<Props, "items" | "count">) {
  const t = useTranslations("trash");
  const locale = useLocale();
  return (
    <ul className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      {items.slice(0, NAMED).map((item) => (
        <li key={item.id} className="flex items-center gap-2">
          <TypeIcon contentType={item.contentType} />
          <span className="min-w-0 flex-1 truncate" title={item.filename}>
            {item.filename}
          </span>
          <span className="text-small text-ink-3 tnum">{formatBytes(item.fileSize, locale)}</span>
        </li>
      ))}
      {count > NAMED && <li className="text-small text-ink-3">{t("purgeMore", { count: count - NAMED })}</li>}
    </ul>
  );
}
