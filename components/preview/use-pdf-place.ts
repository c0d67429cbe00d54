"use client";
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

/** A point of a PDF that stays in the middle: a page, and how far down and across it, of 1. */
type Anchor = { page: number; down: number; across: number };

/** CSS pixels above a page that is jumped to. */
const ABOVE = 8;

/** The place of the page that covers the middle of the scroller, or is next below it. */
function pageAt(sheets: HTMLCollection, middle: number): number {
  let [low, high] = [0, sheets.length - 1];
  while (low < high) {
    const at = Math.floor((low + high) / 2);
    const sheet = sheets[at] as HTMLElement;
    if (sheet.offsetTop + sheet.offsetHeight < middle) low = at + 1;
    else high = at;
  }
  return low;
}

/**
 * Which page is looked at, and the way to another. When pages get another size, by a zoom, a turn or a wider panel, what
 * was in the middle stays there.
 * @param list the element whose children are the pages, inside a scroller that they are placed against.
 * @param layout a value that changes with the size of pages.
 */
export function usePdfPlace(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  layout: string,
) {
  const [page, setPage] = useState(1);
  const anchor = useRef<Anchor>({ page: 1, down: 0, across: 0.5 });
  const onScroll = useCallback(() => {
    const [view, sheets] = [scroller.current, list.current?.children];
    if (view === null || sheets === undefined || sheets.length === 0) return;
    const middle = view.scrollTop + view.clientHeight / 2;
    const at = pageAt(sheets, middle);
    const sheet = sheets[at] as HTMLElement;
    anchor.current = {
      page: at + 1,
      down: (middle - sheet.offsetTop) / sheet.offsetHeight,
      across: (view.scrollLeft + view.clientWidth / 2 - sheet.offsetLeft) / sheet.offsetWidth,
    };
    setPage(at + 1);
  }, [scroller, list]);
  const laidOut = useRef(layout);
  useLayoutEffect(() => {
    const view = scroller.current;
    const sheet = list.current?.children[anchor.current.page - 1] as HTMLElement | undefined;
    if (laidOut.current === layout || view === null || sheet === undefined) return;
    laidOut.current = layout;
    const { down, across } = anchor.current;
    view.scrollTo({
      top: sheet.offsetTop + down * sheet.offsetHeight - view.clientHeight / 2,
      left: sheet.offsetLeft + across * sheet.offsetWidth - view.clientWidth / 2,
    });
  }, [scroller, list, layout]);
  const goTo = useCallback(
    (target: number) => {
      const sheet = list.current?.children[target - 1] as HTMLElement | undefined;
      if (sheet !== undefined) scroller.current?.scrollTo({ top: sheet.offsetTop - ABOVE });
    },
    [scroller, list],
  );
  return { page, onScroll, goTo };
}
