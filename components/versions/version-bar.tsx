"use client";
import { Download, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";

type Props = {
  id: string;
  number: number;
  onRestore: (() => void) | undefined;
  onCurrent: () => void;
};

/** Says that an old version is in view, and leads back to the current one. */
export function VersionBar({ id, number, onRestore, onCurrent }: Props) {
  const t = useTranslations("versions");
  return (
    <section
      aria-label={t("inView", { number })}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-wait-soft px-4 py-2 text-small"
    >
      <output className="basis-full font-medium">{t("inView", { number })}</output>
      <a
        href={`/documents/${id}/download?version=${number}`}
        aria-label={t("download", { number })}
        className={`${buttonClass()} h-8 text-small`}
      >
        <Download aria-hidden className="size-4" />
        {t("downloadShort")}
      </a>
      {onRestore !== undefined && (
        <Button className="h-8 text-small" onClick={onRestore}>
          <RotateCcw aria-hidden className="size-4" />
          {t("restoreShort")}
        </Button>
      )}
      <Button variant="primary" className="h-8 text-small" onClick={onCurrent}>
        {t("toCurrent")}
      </Button>
    </section>
  );
}
