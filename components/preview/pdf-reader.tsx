"use client";
import { useTranslations } from "next-intl";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { PDFDocumentProxy } from "#components/preview/pdf.ts";
import { PdfPage } from "#components/preview/pdf-page.tsx";
import { PdfSearch } from "#components/preview/pdf-search.tsx";
import { PdfThumbnails } from "#components/preview/pdf-thumbnails.tsx";
import { PdfTools } from "#components/preview/pdf-tools.tsx";
import { usePdfPlace } from "#components/preview/use-pdf-place.ts";
import { PAPER, usePdfScale } from "#components/preview/use-pdf-scale.ts";
import { usePdfSearch } from "#components/preview/use-pdf-search.ts";
import { useViewKeys, zoomKey } from "#components/preview/use-view-keys.ts";
import type { Size } from "#components/preview/zoom.ts";
import "#components/preview/text-layer.css";

type Props = { pdf: PDFDocumentProxy; first: Size; name: string };

/** An open PDF, page below page, with its tools. Pages are drawn as they come into sight. */
export function PdfReader({ pdf, first, name }: Props) {
  const t = useTranslations("preview");
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [turns, setTurns] = useState(0);
  const [thumbnails, setThumbnails] = useState(false);
  const [searchOpen, setSearchOpen] = useState(false);
  const { scale, widest, step, reset } = usePdfScale(scroller, first, turns);
  const { page, onScroll, goTo } = usePdfPlace(scroller, list, `${scale} ${turns}`);
  const search = usePdfSearch(pdf, page);
  const { current } = search;
  const pages = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const turn = () => setTurns((before) => (before + 1) % 4);
  const closeSearch = () => {
    setSearchOpen(false);
    search.setQuery("");
    scroller.current?.focus({ preventScroll: true });
  };
  const openSearch = () => {
    setSearchOpen(true);
    field.current?.select();
    field.current?.focus();
  };
  // A match is brought into sight once; who scrolls on is not called back.
  const sought = useRef(current);
  // Before the pages' own effects: one whose text is there already says at once where the match is.
  useLayoutEffect(() => {
    sought.current = current;
    if (current !== null) goTo(current.page);
  }, [current, goTo]);
  const showMatch = useCallback((range: Range) => {
    const view = scroller.current;
    if (sought.current === null || view === null) return;
    sought.current = null;
    const [at, box] = [range.getBoundingClientRect(), view.getBoundingClientRect()];
    view.scrollBy(
      at.left + at.width / 2 - (box.left + box.width / 2),
      at.top + at.height / 2 - (box.top + box.height / 2),
    );
  }, []);
  useViewKeys(root, (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "f") {
      openSearch();
      return true;
    }
    if (event.key === "Escape" && searchOpen) {
      closeSearch();
      return true;
    }
    const asked = zoomKey(event);
    if (asked === "in") step(1);
    if (asked === "out") step(-1);
    if (asked === "reset") reset();
    if (asked === "turn") turn();
    if (asked !== null) return true;
    // Where a page is wider than its place, the arrows move it.
    const view = scroller.current;
    const wide = view !== null && event.target === view && view.scrollWidth > view.clientWidth;
    return wide && /^Arrow(Left|Right)$/.test(event.key) && "native";
  });
  return (
    <div ref={root} className="@container flex min-h-0 flex-1 flex-col">
      <PdfTools
        page={page}
        pages={pdf.numPages}
        onJump={goTo}
        scale={scale / PAPER}
        onStep={step}
        onReset={reset}
        onTurn={turn}
        thumbnails={thumbnails}
        onThumbnails={() => setThumbnails(!thumbnails)}
        searching={searchOpen}
        onSearch={searchOpen ? closeSearch : openSearch}
      />
      {searchOpen && <PdfSearch search={search} pages={pdf.numPages} field={field} onClose={closeSearch} />}
      <div className="flex min-h-0 flex-1 flex-col @2xl:flex-row">
        {thumbnails && <PdfThumbnails pdf={pdf} guess={first} turns={turns} page={page} onJump={goTo} />}
        <section
          ref={scroller}
          aria-label={`${name}, ${t("pages", { count: pdf.numPages })}`}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling pages must be reachable by keyboard.
          tabIndex={0}
          onScroll={onScroll}
          className="relative min-h-0 min-w-0 flex-1 overflow-auto p-2 -outline-offset-2 [scrollbar-gutter:stable] sm:p-4"
        >
          <div ref={list} className="flex min-w-fit flex-col gap-3">
            {pages.map((number) => (
              <PdfPage
                key={number}
                pdf={pdf}
                page={number}
                guess={first}
                scale={scale}
                widest={widest}
                turns={turns}
                scroller={scroller}
                hits={search.found.hits.get(number)}
                current={current?.page === number ? current.start : null}
                onCurrent={showMatch}
              />
            ))}
          </div>
        </section>
      </div>
    </div>
  );
}
