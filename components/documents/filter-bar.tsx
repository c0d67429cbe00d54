"use client";
import { SlidersHorizontal } from "lucide-react";
import { useNow, useTimeZone, useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { DayFields } from "#components/documents/day-fields.tsx";
import { FilterSelect } from "#components/documents/filter-select.tsx";
import { PERIODS, type Period, periodOf, periodStart } from "#components/documents/period.ts";
import { type Person, useUploaders } from "#components/documents/use-uploaders.ts";
import { Button } from "#components/ui/button.tsx";
import { useEntered } from "#components/ui/use-entered.ts";
import { dayAt } from "#lib/documents/days.ts";
import { FAMILIES } from "#lib/documents/family.ts";
import { type ListQuery, WHOLE_LIST } from "#lib/documents/list-query.ts";
import { readSort, SORT_KEYS, writeSort } from "#lib/documents/sort.ts";
import type { FilterNames } from "#lib/documents/types.ts";

// Drawn by the server as well, where they narrow the list from the start.
const MoreFilters = lazy(() => import("#components/documents/more-filters.tsx"));

type Props = {
  asked: ListQuery;
  ask: (change: Partial<ListQuery>) => void;
  /** Whose files are asked for, where it is known. */
  person: Person | null;
  /** What the record class and the tag that are asked for are called. */
  names: FilterNames;
};

const SORTS = SORT_KEYS.flatMap((key) => (key === "name" ? ["name", "-name"] : [`-${key}`, key]));

/** What narrows the list. On phones only what narrows it now is shown, and the rest behind a button, beside the order. */
export function FilterBar(props: Props) {
  const { asked, ask, person, names } = props;
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const [more, setMore] = useState(false);
  const { people, load } = useUploaders();
  const { type, kind, from, to, by, recordClass, year, tag } = asked;
  const said = recordClass ?? year ?? tag;
  const sortBy = (value: string) => ask({ sort: readSort(value) });
  const order = useEntered<HTMLSelectElement>(writeSort(asked.sort), sortBy);
  const active = [type, from ?? to, by, recordClass, year, tag].filter((value) => value !== null).length;
  // What does not narrow the list is put away on phones.
  const away = (value: unknown) => (open || value !== null ? "contents" : "contents max-md:hidden");
  const clear = (label: string) => t("filters.clear", { filter: label });
  const named = [...people, ...(person && !people.some(({ id }) => id === person.id) ? [person] : [])];
  return (
    <>
      <Button
        className="md:hidden"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
          load();
        }}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {t("filters.title")}
        {active > 0 && <span className="tnum">({active})</span>}
      </Button>
      <select
        ref={order}
        autoComplete="off"
        aria-label={t("filters.sort")}
        value={writeSort(asked.sort)}
        onChange={(event) => sortBy(event.target.value)}
        className="h-9 max-w-36 min-w-0 truncate rounded-md border border-control bg-surface px-2 text-body md:hidden md:in-data-[view=grid]:block md:in-data-[view=grid]:h-8 md:in-data-[view=grid]:text-small pointer-coarse:h-11 pointer-coarse:text-[1rem]"
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t(`filters.sorts.${sort}` as "filters.sorts.name")}
          </option>
        ))}
      </select>
      <div
        className={open || active > 0 ? "flex flex-wrap items-center gap-2 max-md:basis-full" : "contents"}
      >
        <span className={away(type)}>
          <FilterSelect
            label={t("list.type")}
            clear={clear(t("list.type"))}
            value={type ?? ""}
            onChoose={(value) => ask({ type: FAMILIES.find((family) => family === value) ?? null })}
          >
            {FAMILIES.map((family) => (
              <option key={family} value={family} className="bg-surface">
                {t(`filters.types.${family}`)}
              </option>
            ))}
          </FilterSelect>
        </span>
        <span className={away(from ?? to)}>
          <DaysFilter asked={asked} ask={ask} clear={clear(t("list.uploaded"))} />
        </span>
        <span className={away(by)}>
          <FilterSelect
            label={t("list.uploadedBy")}
            clear={clear(t("list.uploadedBy"))}
            value={by ?? ""}
            onChoose={(value) => ask({ by: value || null })}
            onPointerEnter={load}
            onFocus={load}
          >
            <option value="me" className="bg-surface">
              {t("filters.me")}
            </option>
            {by !== null && by !== "me" && !named.some(({ id }) => id === by) && (
              <option value={by} className="bg-surface">
                {t("filters.someone")}
              </option>
            )}
            {named.map(({ id, name }) => (
              <option key={id} value={id} className="bg-surface">
                {name}
              </option>
            ))}
          </FilterSelect>
        </span>
        <span className={away(said)}>
          {more || said !== null ? (
            <Suspense>
              <MoreFilters asked={asked} ask={ask} names={names} focus={more} />
            </Suspense>
          ) : (
            <button
              type="button"
              onClick={() => setMore(true)}
              className="h-8 rounded-md border border-control bg-surface px-2 text-small hover:bg-sunken pointer-coarse:h-11 pointer-coarse:px-3 pointer-coarse:text-[1rem]"
            >
              {t("filters.more")}
            </button>
          )}
        </span>
        {active > 0 && (
          <Button variant="quiet" onClick={() => ask({ ...WHOLE_LIST, q: asked.q, kind, sort: asked.sort })}>
            {t("filters.clearAll")}
          </Button>
        )}
      </div>
    </>
  );
}

function DaysFilter({ asked, ask, clear }: Pick<Props, "asked" | "ask"> & { clear: string }) {
  const t = useTranslations();
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const [choosing, setChoosing] = useState(false);
  const { from, to } = asked;
  const today = dayAt(now, timeZone);
  const period = periodOf(asked, today);
  const choose = (value: string) => {
    setChoosing(value === "days");
    if (value === "") ask({ from: null, to: null });
    else if (value !== "days") ask({ from: periodStart(value as Period, today), to: null });
  };
  return (
    <>
      <FilterSelect
        label={t("list.uploaded")}
        clear={clear}
        value={choosing ? "days" : period}
        onChoose={choose}
      >
        {PERIODS.map((name) => (
          <option key={name} value={name} className="bg-surface">
            {t(`filters.periods.${name}`)}
          </option>
        ))}
        <option value="days" className="bg-surface">
          {t("filters.periods.days")}
        </option>
      </FilterSelect>
      {(choosing || period === "days") && <DayFields from={from} to={to} ask={ask} />}
    </>
  );
}
