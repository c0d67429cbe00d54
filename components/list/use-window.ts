"use client";
import {
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { beside, stepFrom } from "#components/list/step.ts";
import {
  type Layout,
  linesOf,
  type Piece,
  piecesOf,
  type Stretch,
  stretchInSight,
  WHOLE,
  wholeOf,
} from "#components/list/window.ts";

/** What can have the focus in an item: its link or its box. */
export type Part = "link" | "box";

/** What others can ask of a list of which only a part is in the page. */
export type ListHandle = {
  /** Brings an item into sight, with the least scrolling, and gives it the focus where a part is named. */
  reveal(id: string, focus?: Part): void;
  /** Which item `key` leads to from this one; null where the key moves nothing. */
  step(id: string, key: string): string | null;
  /** The item that stays beside those that go; null where none does. */
  beside(gone: ReadonlySet<string>): string | null;
  /** The first item in sight. */
  top(): string | null;
};

/** More than this is not put on paper: a browser lays out so many rows in a few seconds, and so many pages are a book. */
const PRINTED = 2000;

const PARTS: Record<Part, string> = { link: "[data-open]", box: "input" };

/** How the items lie, by the first of them: all are alike. */
function measure(box: HTMLElement | null): Layout | null {
  // One whose name is being changed may be higher for as long.
  const item = box?.querySelector("[data-row]:not(:has(form))")?.getBoundingClientRect();
  if (box === null || item === undefined || item.height === 0) return null;
  return { columns: Math.max(1, Math.round(box.clientWidth / item.width)), line: item.height };
}

/** How much of the window's top is covered by what sticks there (pixels). */
function coveredBy(box: HTMLElement): number {
  const item = box.querySelector("[data-row]");
  return item === null ? 0 : Number.parseFloat(getComputedStyle(item).scrollMarginTop) || 0;
}

/** The first item that is not covered, where the list begins at `top` (pixels below the window's). */
function firstInSight({ columns, line }: Layout, top: number, covered: number): number {
  return Math.max(0, Math.ceil((covered - top) / line - 0.5) * columns);
}

type Pane = { layout: Layout; shown: Stretch };

function same(one: Pane | null, other: Pane): boolean {
  if (one === null) return false;
  const { layout, shown } = one;
  return (
    layout.columns === other.layout.columns &&
    layout.line === other.layout.line &&
    shown.from === other.shown.from &&
    shown.to === other.shown.to
  );
}

/**
 * Keeps of a long list only what is in sight in the page, as the window scrolls. What has the focus stays wherever it
 * is, and so does what was `pinned` last, for the focus comes back to it. On paper are all, up to a limit: `left` says how many are not. All items must be alike in size, and have `data-row` with their id.
 * @param box what the items are in.
 */
export function useWindow(
  items: readonly { id: string }[],
  pinned: string | null,
  box: RefObject<HTMLElement | null>,
  handle: Ref<ListHandle>,
): { pieces: Piece[]; left: number } {
  const [pane, setPane] = useState<Pane | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [last, setLast] = useState(pinned);
  if (pinned !== null && pinned !== last) setLast(pinned);
  const [printing, setPrinting] = useState(false);
  const place = useRef({ columns: 0, top: 0 });
  const count = items.length;
  const long = count > WHOLE;

  const look = useCallback(() => {
    const layout = measure(box.current);
    if (box.current === null || layout === null) return;
    const view = { top: box.current.getBoundingClientRect().top, height: window.innerHeight };
    if (layout.columns === place.current.columns)
      place.current.top = firstInSight(layout, view.top, coveredBy(box.current));
    const shown = stretchInSight(view, layout.line, linesOf(count, layout.columns));
    const next = { layout, shown };
    setPane((before) => (same(before, next) ? before : next));
  }, [box, count]);

  useLayoutEffect(() => {
    if (!long) return undefined;
    // oxlint-disable-next-line react/set-state-in-effect -- measured in the page before anybody sees it.
    look();
    const done = new AbortController();
    const listen = (event: string, listener: () => void) =>
      window.addEventListener(event, listener, { signal: done.signal, passive: true });
    listen("scroll", look);
    listen("resize", look);
    // What is left out on the screen must be there by the time it is put on paper.
    listen("beforeprint", () => flushSync(() => setPrinting(true)));
    listen("afterprint", () => setPrinting(false));
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => {
      done.abort();
      observer.disconnect();
    };
  }, [long, look, box]);

  const columns = pane?.layout.columns ?? 0;
  useLayoutEffect(() => {
    // Other columns put every item elsewhere: the first in sight stays the first.
    const { columns: before, top } = place.current;
    place.current.columns = columns;
    const list = box.current;
    const layout = measure(list);
    if (list === null || layout === null || before === 0 || top === 0 || before === columns) return;
    const above = Math.floor(top / columns) * layout.line - coveredBy(list);
    window.scrollBy(0, list.getBoundingClientRect().top + above);
    look();
  }, [columns, box, look]);

  useEffect(() => {
    const list = box.current;
    const keep = ({ target }: FocusEvent) => {
      if (target instanceof Element)
        setFocused(target.closest<HTMLElement>("[data-row]")?.dataset.row ?? null);
    };
    list?.addEventListener("focusin", keep);
    return () => list?.removeEventListener("focusin", keep);
  }, [box]);

  useImperativeHandle(handle, () => {
    const find = (id: string) =>
      box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`) ?? null;
    const indexOf = (id: string) => items.findIndex((item) => item.id === id);
    return {
      reveal(id, focus) {
        if (indexOf(id) === -1) return;
        if (find(id) === null) flushSync(() => setFocused(id));
        const item = find(id);
        item?.scrollIntoView({ block: "nearest" });
        if (focus) item?.querySelector<HTMLElement>(PARTS[focus])?.focus({ preventScroll: true });
        if (long) look();
      },
      step(id, key) {
        const layout = measure(box.current);
        const index = indexOf(id);
        if (box.current === null || layout === null || index === -1) return null;
        const sight = window.innerHeight - coveredBy(box.current);
        const lines = Math.max(1, Math.floor(sight / layout.line) - 1);
        const to = stepFrom(index, key, { count: items.length, columns: layout.columns, lines });
        return to === null ? null : (items[to]?.id ?? null);
      },
      beside: (gone) =>
        beside(
          items.map(({ id }) => id),
          gone,
        ),
      top() {
        const layout = measure(box.current);
        if (box.current === null || layout === null) return null;
        const { top } = box.current.getBoundingClientRect();
        return items[firstInSight(layout, top, coveredBy(box.current))]?.id ?? null;
      },
    };
  }, [items, box, look, long]);

  if (printing) return { pieces: wholeOf(Math.min(count, PRINTED)), left: Math.max(0, count - PRINTED) };
  // Of a long list a few are enough to measure by, before anybody sees them.
  if (!long || pane === null) return { pieces: wholeOf(Math.min(count, WHOLE)), left: 0 };
  const kept = [focused, last].map((id) => items.findIndex((item) => item.id === id));
  return { pieces: piecesOf(count, pane.layout, pane.shown, kept), left: 0 };
}
