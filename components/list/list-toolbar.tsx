"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Count } from "#components/list/rows.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

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
  return (
    <div className="sticky top-14 z-10 flex min-h-12 flex-wrap items-center gap-2 border-b border-line bg-paper py-1.5 lg:top-0">
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
