"use client";
import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { isTyping } from "#components/list/typing.ts";
import { useSearchQuery } from "#components/list/use-search-query.ts";

/** Searches a box while one types; `/` leads here, Esc clears. */
export function MessageSearch() {
  const t = useTranslations("messages");
  const input = useRef<HTMLInputElement>(null);
  const { q, setQ, pending } = useSearchQuery();
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const held = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== "/" || held || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);
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
        aria-label={t("search")}
        aria-keyshortcuts="/"
        placeholder={t("search")}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        className="h-9 w-full rounded-md border border-control bg-surface pr-3 pl-9 pointer-coarse:h-11 pointer-coarse:text-[1rem]"
      />
    </search>
  );
}
