"use client";
import { useTranslations } from "next-intl";
import type { HistoryEntry } from "#lib/documents/types.ts";

type Described = Extract<HistoryEntry, { what: "described" }>;

/** What was said of a document, in words, a line for each. */
export function DescribedWords({ entry }: { entry: Described }) {
  const t = useTranslations("fields.history");
  const { recordClass, year, notes, tagsAdded, tagsRemoved } = entry;
  const lines: string[] = [];
  const add = (what: "class" | "year", from: string | null, to: string | null) => {
    if (to === null) lines.push(t(`${what}Removed`, { from: from ?? "" }));
    else lines.push(from === null ? t(`${what}Set`, { to }) : t(`${what}Changed`, { from, to }));
  };
  if (recordClass !== null) add("class", recordClass.from, recordClass.to);
  if (year !== null) add("year", year.from?.toString() ?? null, year.to?.toString() ?? null);
  if (tagsAdded !== null) lines.push(t("tagsAdded", { tags: tagsAdded }));
  if (tagsRemoved !== null) lines.push(t("tagsRemoved", { tags: tagsRemoved }));
  if (notes !== null) lines.push(t(`notes.${notes}`));
  return lines.map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ));
}
