"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect } from "react";
import { useFilterChoices } from "#components/documents/use-filter-choices.ts";
import { useFilterWords } from "#components/documents/use-filter-words.ts";
import { useUploaders } from "#components/documents/use-uploaders.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";
import { NEWEST, sameSort, writeSort } from "#lib/documents/sort.ts";

/** What a list shows in a few words, "PDF and added by you · Largest first", with the names of people once they are known. */
export function useViewWords(): (query: ListQuery) => string {
  const t = useTranslations();
  const format = useFormatter();
  const filterWords = useFilterWords();
  const { people, load } = useUploaders();
  const choices = useFilterChoices();
  useEffect(load, [load]);
  return (query) => {
    const person = people.find(({ id }) => id === query.by)?.name ?? null;
    const nameOf = (list: readonly { id: string; name: string }[] | undefined, wanted: string | null) =>
      list?.find(({ id }) => id === wanted)?.name ?? null;
    const words = filterWords(query, {
      person,
      recordClass: nameOf(choices?.classes, query.recordClass),
      tag: nameOf(choices?.tags, query.tag),
    });
    const narrowed = words.length > 0 ? [format.list(words, { type: "conjunction" })] : [];
    const sorted = t(`filters.sorts.${writeSort(query.sort)}` as "filters.sorts.name");
    const plain = narrowed.length > 0 && sameSort(query.sort, NEWEST);
    return [...narrowed, ...(plain ? [] : [sorted])].join(" · ");
  };
}
