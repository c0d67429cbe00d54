"use client";
import { useTranslations } from "next-intl";
import { RowCheckbox } from "#components/list/row-checkbox.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Selects all that are in the list by now, or none. */
export function SelectAll(props: {
  items: readonly DocumentItem[];
  chosen: ReadonlySet<string>;
  onSelect: (ids: readonly string[]) => void;
}) {
  const { items, chosen, onSelect } = props;
  const t = useTranslations("list");
  const all = items.length > 0 && items.every(({ id }) => chosen.has(id));
  return (
    <RowCheckbox
      label={t("selectAll")}
      checked={all}
      some={!all && items.some(({ id }) => chosen.has(id))}
      onChange={(on) => onSelect(on ? items.map(({ id }) => id) : [])}
    />
  );
}
