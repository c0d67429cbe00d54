import { useFormatter, useTranslations } from "next-intl";
import type { ListQuery } from "#lib/documents/list-query.ts";
import type { FilterNames } from "#lib/documents/types.ts";

/** Days for people: a range, or since or until one. They are days, not moments: no clock moves them. */
function useDaysText(): (days: Pick<ListQuery, "from" | "to">) => string {
  const t = useTranslations("filters");
  const format = useFormatter();
  const style = { dateStyle: "medium", timeZone: "UTC" } as const;
  const dayText = (day: string) => format.dateTime(new Date(`${day}T00:00:00Z`), style);
  return ({ from, to }) => {
    if (from !== null && from === to) return dayText(from);
    if (from !== null && to !== null) return t("between", { from: dayText(from), to: dayText(to) });
    return from !== null ? t("since", { day: dayText(from) }) : t("until", { day: dayText(to ?? "") });
  };
}

/** What narrows a list, each in words: “search”, "PDF", "Reports", "since 1 Nov 2026", "added by Ana". */
export function useFilterWords(): (
  query: ListQuery,
  known: FilterNames & { person: string | null },
) => string[] {
  const t = useTranslations();
  const daysText = useDaysText();
  return (query, { person, ...known }) => {
    const { q, type, kind, from, to, by, recordClass, year, tag } = query;
    const words: string[] = [];
    if (q !== "") words.push(t("filters.quoted", { query: q }));
    if (type !== null) words.push(t(`filters.types.${type}`));
    if (kind !== null) words.push(t(`kinds.${kind}`));
    if (recordClass !== null) words.push(known.recordClass ?? t("filters.aClass"));
    if (year !== null) words.push(t("filters.ofYear", { year: String(year) }));
    if (tag !== null)
      words.push(known.tag === null ? t("filters.aTag") : t("filters.tagged", { tag: known.tag }));
    if (from !== null || to !== null) words.push(daysText({ from, to }));
    if (by === "me") words.push(t("filters.byMe"));
    else if (by !== null) words.push(t("filters.byName", { name: person ?? t("filters.someone") }));
    return words;
  };
}
