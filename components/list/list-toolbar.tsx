"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Count } from "#components/list/rows.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

type Props = { count: Count; selected: number; onClear: () => void; children: ReactNode };

/** Above the rows: how many there are, or what can be done with those selected. Always of one height. */
export function ListToolbar({ count, selected, onClear, children }: Props) {
  const t = useTranslations("list");
  return (
    <div className="sticky top-14 z-10 flex h-12 items-center gap-2 border-b border-line bg-paper lg:top-0">
      {selected > 0 ? (
        <>
          <output className="mr-auto font-medium tnum">{t("selected", { count: selected })}</output>
          {children}
          <IconButton label={t("clearSelection")} onClick={onClear}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </>
      ) : (
        <output className="text-ink-2 tnum">
          {count.more ? t("filesOrMore", { count: count.count }) : t("files", { count: count.count })}
        </output>
      )}
    </div>
  );
}
