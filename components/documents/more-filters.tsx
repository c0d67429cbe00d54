"use client";
import { useTranslations } from "next-intl";
import { FilterSelect } from "#components/documents/filter-select.tsx";
import { useFilterChoices } from "#components/documents/use-filter-choices.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";
import type { FilterNames } from "#lib/documents/types.ts";

type Props = {
  asked: ListQuery;
  ask: (change: Partial<ListQuery>) => void;
  /** What is asked for is called, before the choices are known. */
  names: FilterNames;
  /** Whether the first of them takes the focus as it comes. */
  focus: boolean;
};

/** What a list can be narrowed to besides: record class, year and tag. Fetched once somebody wants it. */
export default function MoreFilters({ asked, ask, names, focus }: Props) {
  const t = useTranslations("filters");
  const choices = useFilterChoices();
  const { recordClass, year, tag } = asked;
  // What is asked for stays to be seen, whether or not it is among the choices.
  const withAsked = (
    list: readonly { id: string; name: string }[] | undefined,
    id: string | null,
    name: string,
  ) => [...(list ?? []), ...(id !== null && !list?.some((one) => one.id === id) ? [{ id, name }] : [])];
  const classes = withAsked(choices?.classes, recordClass, names.recordClass ?? t("aClass"));
  const tags = withAsked(choices?.tags, tag, names.tag ?? t("aTag"));
  const years = [...new Set([...(choices?.years ?? []), ...(year === null ? [] : [year])])];
  return (
    <>
      <FilterSelect
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the button that was pressed.
        autoFocus={focus}
        label={t("recordClass")}
        clear={t("clear", { filter: t("recordClass") })}
        value={recordClass ?? ""}
        onChoose={(id) => ask({ recordClass: id || null })}
      >
        {classes.map(({ id, name }) => (
          <option key={id} value={id} className="bg-surface">
            {name}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect
        label={t("year")}
        clear={t("clear", { filter: t("year") })}
        value={year === null ? "" : String(year)}
        onChoose={(value) => ask({ year: value === "" ? null : Number(value) })}
      >
        {years.map((one) => (
          <option key={one} value={one} className="bg-surface">
            {one}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect
        label={t("tag")}
        clear={t("clear", { filter: t("tag") })}
        value={tag ?? ""}
        onChoose={(id) => ask({ tag: id || null })}
      >
        {tags.map(({ id, name }) => (
          <option key={id} value={id} className="bg-surface">
            {name}
          </option>
        ))}
      </FilterSelect>
    </>
  );
}
