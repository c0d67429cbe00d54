"use client";
import { useTranslations } from "next-intl";
import type { Count } from "#components/list/rows.ts";
import { Button } from "#components/ui/button.tsx";
import type { Matching } from "#lib/bulk/types.ts";

const LINK = "-ml-3 text-accent hover:text-accent-strong";

type Props = {
  /** Rows that are loaded. */
  loaded: number;
  /** Whether all of them are selected. */
  all: boolean;
  count: Count;
  matching: Matching | null;
  pending: boolean;
  onMatch: () => void;
  onSelectAll: () => void;
};

/** Below what can be done with a selection: all rows there are can be selected, and then all that fit. */
export function MatchBar(props: Props) {
  const { loaded, all, matching, pending, onMatch, onSelectAll } = props;
  const { count, more } = props.count;
  const t = useTranslations("bulk");
  if (!all) {
    // Where there is room the head of the table has a box for it.
    return (
      <div className="order-last basis-full md:hidden">
        <Button variant="quiet" className={LINK} onClick={onSelectAll}>
          {t("selectShown", { count: loaded })}
        </Button>
      </div>
    );
  }
  const others = matching === null && (more || count > loaded);
  if (!others && matching === null) return null;
  return (
    <div className="order-last flex basis-full flex-wrap items-center gap-x-3 text-ink-2">
      <output className="py-1">
        {matching === null
          ? t("loadedSelected", { count: loaded })
          : t("allSelected", { count: matching.count })}
      </output>
      {others && (
        <Button variant="quiet" className={LINK} disabled={pending} onClick={onMatch}>
          {more ? t("selectAllOrMore", { count }) : t("selectAll", { count })}
        </Button>
      )}
    </div>
  );
}
