"use client";
import { LayoutGrid, List, Rows4 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Look } from "#components/documents/look.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";

const PRESSED = "aria-pressed:bg-accent-soft aria-pressed:text-accent";

/** Rows or cards, and how close together: one button on phones, and no choice by touch, for a finger needs its room. */
export function ViewSwitch({ look, choose }: { look: Look; choose: (change: Partial<Look>) => void }) {
  const t = useTranslations("list");
  const { view, density } = look;
  const [grid, compact] = [view === "grid", density === "compact"];
  return (
    <span className="order-last flex items-center gap-1 print:hidden">
      <span className="max-sm:hidden">
        <SegmentedControl
          label={t("view")}
          value={view}
          onChoose={(next) => choose({ view: next })}
          segments={[
            { value: "list", label: t("views.list"), icon: List },
            { value: "grid", label: t("views.grid"), icon: LayoutGrid },
          ]}
          iconsOnly
        />
      </span>
      <IconButton
        label={t("views.grid")}
        aria-pressed={grid}
        onClick={() => choose({ view: grid ? "list" : "grid" })}
        className={`sm:hidden ${PRESSED}`}
      >
        <LayoutGrid aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={t("compact")}
        aria-pressed={compact}
        onClick={() => choose({ density: compact ? "comfortable" : "compact" })}
        className={`max-md:hidden pointer-coarse:hidden ${PRESSED}`}
      >
        <Rows4 aria-hidden className="size-4" />
      </IconButton>
    </span>
  );
}
