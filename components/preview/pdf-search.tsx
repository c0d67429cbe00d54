"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, RefObject } from "react";
import type { usePdfSearch } from "#components/preview/use-pdf-search.ts";
import { Tool, ViewToolbar } from "#components/preview/view-toolbar.tsx";

type Props = {
  search: ReturnType<typeof usePdfSearch>;
  pages: number;
  field: RefObject<HTMLInputElement | null>;
  onClose: () => void;
};

/** The field to search in a document, how much was found, and the way from one match to the next. */
export function PdfSearch({ search, pages, field, onClose }: Props) {
  const t = useTranslations("preview");
  const { query, setQuery, found, matches, place, step } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };
  const told = () => {
    if (!search.searching) return "";
    if (matches.length > 0) return t("match", { place: place + 1, count: matches.length });
    if (found.read < pages) return t("searching", { page: found.read, pages });
    return found.textless ? t("noText") : t("noMatch");
  };
  return (
    <search>
      <ViewToolbar label={t("search")}>
        <input
          ref={field}
          type="search"
          value={query}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- who opens the search wants to write.
          autoFocus
          autoComplete="off"
          spellCheck={false}
          aria-label={t("search")}
          placeholder={t("search")}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          className="h-8 max-w-md min-w-0 flex-1 rounded-md border border-control bg-surface px-3 text-body text-ink pointer-coarse:h-11 pointer-coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
        />
        <output className="tnum min-w-14 px-1 text-center">{told()}</output>
        <Tool label={t("previousMatch")} aria-disabled={matches.length === 0} onClick={() => step(-1)}>
          <ChevronUp aria-hidden className="size-4" />
        </Tool>
        <Tool label={t("nextMatch")} aria-disabled={matches.length === 0} onClick={() => step(1)}>
          <ChevronDown aria-hidden className="size-4" />
        </Tool>
        <Tool label={t("closeSearch")} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Tool>
      </ViewToolbar>
    </search>
  );
}
