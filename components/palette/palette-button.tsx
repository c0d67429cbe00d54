"use client";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { isApple } from "#components/keyboard/apple.ts";
import { openOverlay } from "#components/shell/overlay.ts";

const never = () => () => {};

/** Opens the command palette: what a keyboard does with Ctrl or Cmd and K. */
export function PaletteButton() {
  const t = useTranslations("palette");
  const apple = useSyncExternalStore(never, isApple, () => false);
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => {
        // What the browser keeps on top would cover it.
        document.querySelector<HTMLElement>("[popover]:popover-open")?.hidePopover();
        openOverlay("palette");
      }}
      className="flex h-9 w-full items-center gap-2 rounded-md border border-control bg-surface px-2 text-small text-ink-2 transition-colors duration-150 hover:text-ink pointer-coarse:h-11"
    >
      <Search aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />
      <span className="truncate">{t("open")}</span>
      <kbd aria-hidden className="ml-auto shrink-0 font-sans text-caption pointer-coarse:hidden">
        {apple ? "⌘ K" : "Ctrl K"}
      </kbd>
    </button>
  );
}
