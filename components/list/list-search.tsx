"use client";
import { LoaderCircle, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { isTyping } from "#components/list/typing.ts";
import { useSearchQuery } from "#components/list/use-search-query.ts";
import { useEntered } from "#components/ui/use-entered.ts";

/** Searches the list while one types, by name where no label says otherwise; `/` leads here, Esc clears. */
export function ListSearch(props: { label?: string }) {
  const t = useTranslations("list");
  const { label = t("search") } = props;
  const { q, setQ, pending } = useSearchQuery();
  const input = useEntered<HTMLInputElement>(q, setQ);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [input]);
  const clear = () => {
    setQ("");
    input.current?.focus();
  };
  const Icon = pending ? LoaderCircle : Search;
  return (
    <search className="relative order-last w-full sm:order-none sm:w-72">
      <Icon
        aria-hidden
        className={`pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3 ${pending ? "animate-spin" : ""}`}
      />
      <input
        ref={input}
        type="search"
        value={q}
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setQ("")}
        aria-label={label}
        aria-keyshortcuts="/"
        title={t("searchHint")}
        placeholder={label}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        className="h-9 w-full rounded-md border border-control bg-surface pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden pointer-coarse:h-11 pointer-coarse:text-[1rem]"
      />
      {q !== "" && (
        <button
          type="button"
          onClick={clear}
          aria-label={t("clearSearch")}
          title={t("clearSearch")}
          className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-ink-3 hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </search>
  );
}
