"use client";
import { useTranslations } from "next-intl";
import { useEntered } from "#components/ui/use-entered.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";

type Props = Pick<ListQuery, "from" | "to"> & { ask: (change: Partial<ListQuery>) => void };

/** The first and the last day that a list is narrowed to. */
export function DayFields({ from, to, ask }: Props) {
  const t = useTranslations("filters");
  return (
    <>
      <Day label={t("from")} value={from} max={to} onDay={(day) => ask({ from: day })} />
      <Day label={t("to")} value={to} min={from} onDay={(day) => ask({ to: day })} />
    </>
  );
}

function Day(props: {
  label: string;
  value: string | null;
  min?: string | null;
  max?: string | null;
  onDay: (day: string | null) => void;
}) {
  const { label, value, min, max, onDay } = props;
  const ask = (entered: string) => onDay(entered || null);
  const field = useEntered<HTMLInputElement>(value ?? "", ask);
  return (
    <input
      ref={field}
      type="date"
      autoComplete="off"
      aria-label={label}
      title={label}
      value={value ?? ""}
      min={min ?? undefined}
      max={max ?? undefined}
      onChange={(event) => ask(event.target.value)}
      className="h-8 rounded-md border border-control bg-surface px-2 text-small pointer-coarse:h-11 pointer-coarse:text-[1rem]"
    />
  );
}
