"use client";
import { useTranslations } from "next-intl";
import { type SyntheticEvent, useState } from "react";

/** "Page 3 of 17", where another number leads to that page. */
export function PageField({
  page,
  pages,
  onJump,
}: {
  page: number;
  pages: number;
  onJump: (page: number) => void;
}) {
  const t = useTranslations("preview");
  const [written, setWritten] = useState<string | null>(null);
  const jump = (event: SyntheticEvent) => {
    event.preventDefault();
    const wanted = Number(written);
    if (written !== null && written.trim() !== "" && Number.isFinite(wanted)) {
      onJump(Math.min(pages, Math.max(1, Math.round(wanted))));
    }
    setWritten(null);
  };
  return (
    <form onSubmit={jump} className="tnum flex items-center gap-1 px-1">
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={t("pageField")}
        value={written ?? String(page)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setWritten(event.currentTarget.value)}
        onBlur={jump}
        style={{ width: `${String(pages).length + 3}ch` }}
        className="h-8 rounded-md border border-control bg-surface px-1 text-center text-ink pointer-coarse:h-11 pointer-coarse:min-w-11 pointer-coarse:text-[1rem]"
      />
      <span className="whitespace-nowrap @max-[22rem]:pointer-coarse:sr-only">{t("ofPages", { pages })}</span>
    </form>
  );
}
