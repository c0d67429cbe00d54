import { CircleAlert, CircleCheck, ShieldEllipsis } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatBytes } from "#components/format/bytes.ts";
import { useQuarantine } from "#components/quarantine/use-quarantine.ts";
import type { Quarantine } from "#lib/documents/status.ts";

type Kept = { id: string; is: Quarantine };

const CODES = { infected: "file_infected", unscannable: "file_unscannable" } as const;

/** How it stands with a file that arrived and is kept from everybody. */
export function KeptSign({ id, is }: Kept) {
  const now = useQuarantine(id, is);
  if (now === null) return <CircleCheck aria-hidden className="size-5 text-accent" />;
  if (now === "checking") return <ShieldEllipsis aria-hidden className="size-5 text-ink-2" />;
  return <CircleAlert aria-hidden className="size-5 text-loss" />;
}

/** The same in words: nobody is told that all is done while the file is being checked. */
export function KeptLine({ kept, size: bytes }: { kept: Kept; size: number }) {
  const t = useTranslations();
  const locale = useLocale();
  const now = useQuarantine(kept.id, kept.is);
  const size = formatBytes(bytes, locale);
  if (now === "infected" || now === "unscannable")
    return <p className="text-caption text-loss">{t(`errors.${CODES[now]}`)}</p>;
  return (
    <p className="pb-px text-caption text-ink-3 tnum">
      {t(now === null ? "upload.steps.stored" : "upload.steps.storedChecking", { size })}
    </p>
  );
}
