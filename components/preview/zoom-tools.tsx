"use client";
import { Minus, Plus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Tool } from "#components/preview/view-toolbar.tsx";

type Props = { scale: number; onStep: (direction: 1 | -1) => void; onReset: () => void; resetLabel: string };

/** Smaller, how large it is now, larger. The figure between them goes back to what was at first. */
export function ZoomTools({ scale, onStep, onReset, resetLabel }: Props) {
  const t = useTranslations("preview");
  const format = useFormatter();
  const percent = format.number(scale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <div className="flex items-center">
      <Tool label={t("zoomOut")} keys="-" onClick={() => onStep(-1)}>
        <Minus aria-hidden className="size-4" />
      </Tool>
      <button
        type="button"
        onClick={onReset}
        title={`${resetLabel} (0)`}
        aria-keyshortcuts="0"
        className="tnum h-8 min-w-13 rounded-md px-1 text-center hover:bg-sunken hover:text-ink @max-[26rem]:pointer-coarse:hidden pointer-coarse:h-11"
      >
        <span aria-hidden>{percent}</span>
        <span className="sr-only">{resetLabel}</span>
      </button>
      <output className="sr-only">{t("zoomed", { percent })}</output>
      <Tool label={t("zoomIn")} keys="+" onClick={() => onStep(1)}>
        <Plus aria-hidden className="size-4" />
      </Tool>
    </div>
  );
}
