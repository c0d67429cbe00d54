"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import type { Count } from "#components/list/rows.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

/** For what the toolbar is in: `--stuck` says where what sticks below it does. */
export const BELOW_BAR = "[--stuck:calc(3.5rem+var(--bar,3rem))] lg:[--stuck:var(--bar,3rem)]";

type Props = {
  count: Count;
  selected: number;
  onClear: () => void;
  /** What narrows and orders the list; it makes room for what can be done with a selection. */
  filters?: ReactNode;
  children: ReactNode;
};

/** Above the rows: how many there are and what narrows them, or what can be done with those selected. */
export function ListToolbar({ count, selected, onClear, filters, children }: Props) {
  const t = useTranslations("list");
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What sticks below it, and rows that are scrolled to, keep clear of it, however many lines it has.
    const { current } = bar;
    if (current === null) return undefined;
    const say = () => current.parentElement?.style.setProperty("--bar", `${current.offsetHeight}px`);
    const observer = new ResizeObserver(say);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={bar}
      className="sticky top-14 z-10 flex min-h-12 flex-wrap items-center gap-2 border-b border-line bg-paper py-1.5 lg:top-0 print:static"
    >
      {selected > 0 ? (
        <>
          <output className="mr-auto font-medium tnum">{t("selected", { count: selected })}</output>
          {children}
          <IconButton label={t("clearSelection")} onClick={onClear}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </>
      ) : (
        <>
          <output className="text-ink-2 tnum max-md:mr-auto md:order-last md:ml-auto">
            {count.more ? t("filesOrMore", { count: count.count }) : t("files", { count: count.count })}
          </output>
          {filters}
        </>
      )}
    </div>
  );
}
