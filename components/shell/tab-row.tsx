"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";

/** A row of links that scrolls by itself where it is narrow; the one to this page is in sight from the start. */
export function TabRow({ current, children }: { current: string; children: ReactNode }) {
  const row = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const link = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (!row.current || !link) return;
    row.current.scrollLeft = link.offsetLeft - (row.current.clientWidth - link.offsetWidth) / 2;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another page is another link.
  }, [current]);
  return (
    <ul ref={row} className="relative flex gap-1 overflow-x-auto">
      {children}
    </ul>
  );
}
