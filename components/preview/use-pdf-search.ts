"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { findIn, foldPage, foldQuery, type PageText } from "#components/preview/page-text.ts";
import type { PDFDocumentProxy } from "#components/preview/pdf.ts";
import type { PageHits } from "#components/preview/pdf-page.tsx";

/** One match: its page, and where in the page's folded text it begins. */
export type Match = { page: number; start: number };

/** Milliseconds that somebody who writes is given before the search begins. */
const WRITING = 200;
/** Milliseconds between two looks at what has been found so far. */
const TELLING = 120;

type Found = { folded: string; hits: ReadonlyMap<number, PageHits>; read: number; textless: boolean };
const NOTHING: Found = { folded: "", hits: new Map(), read: 0, textless: false };

async function readPage(pdf: PDFDocumentProxy, page: number): Promise<PageText> {
  const { items } = await (await pdf.getPage(page)).getTextContent();
  return foldPage(items.flatMap((item) => ("str" in item ? [item] : [])));
}

/**
 * Searches all pages of a PDF, from the one that is looked at to the end and on from the beginning, a page at a time:
 * the first match is there at once, and another query ends the search.
 */
export function usePdfSearch(pdf: PDFDocumentProxy, from: number) {
  const [query, setQuery] = useState("");
  const [latest, setLatest] = useState(NOTHING);
  const [chosen, setChosen] = useState<(Match & { folded: string }) | null>(null);
  const texts = useRef(new Map<number, PageText>());
  const start = useRef(from);
  useEffect(() => {
    start.current = from;
  });
  const folded = foldQuery(query);
  const found = latest.folded === folded ? latest : NOTHING;
  const current = chosen?.folded === folded ? chosen : null;
  useEffect(() => {
    if (folded === "") return undefined;
    let wanted = true;
    const search = async () => {
      const hits = new Map<number, PageHits>();
      let told = performance.now();
      let characters = 0;
      const first = start.current - 1;
      for (let read = 0; read < pdf.numPages; read += 1) {
        const page = ((first + read) % pdf.numPages) + 1;
        // A page that cannot be read has nothing to find; the others have.
        const text = texts.current.get(page) ?? (await readPage(pdf, page).catch(() => foldPage([])));
        if (!wanted) return;
        texts.current.set(page, text);
        characters += text.folded.length;
        const starts = findIn(text, folded);
        const [at] = starts;
        if (at !== undefined && hits.size === 0) setChosen({ folded, page, start: at });
        if (at !== undefined) hits.set(page, { text, starts, length: folded.length });
        const last = read === pdf.numPages - 1;
        if (!last && performance.now() - told < TELLING && !(hits.size === 1 && at !== undefined)) continue;
        told = performance.now();
        setLatest({ folded, hits: new Map(hits), read: read + 1, textless: last && characters === 0 });
        // The browser draws and listens in between, even where all texts are at hand.
        await new Promise((resolve) => setTimeout(resolve));
        if (!wanted) return;
      }
    };
    const timer = setTimeout(() => void search(), WRITING);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [pdf, folded]);
  const matches = useMemo(
    () =>
      [...found.hits]
        .toSorted(([a], [b]) => a - b)
        .flatMap(([page, { starts }]) => starts.map((at): Match => ({ page, start: at }))),
    [found],
  );
  const place = matches.findIndex((match) => match.page === current?.page && match.start === current.start);
  const step = (direction: 1 | -1) => {
    if (matches.length === 0) return;
    const next = matches[(place + direction + matches.length) % matches.length];
    if (next !== undefined) setChosen({ ...next, folded });
  };
  return { query, setQuery, found, matches, place, current, step, searching: folded !== "" };
}
