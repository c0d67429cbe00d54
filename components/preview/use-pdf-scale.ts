"use client";
import { type RefObject, useEffect, useState } from "react";
import { useElementSize } from "#components/preview/use-element-size.ts";
import { type Size, stepScale, turned } from "#components/preview/zoom.ts";

/** CSS pixels for a point at the size on paper: 96 to the inch against 72. */
export const PAPER = 96 / 72;

/** Of the size on paper. */
const SMALLEST = 0.25;
const LARGEST = 5;
/** CSS pixels that a page is wide at most until somebody zooms: longer lines are hard to read. */
const WIDEST = 896;
/** What a turn of the wheel makes of the scale. */
const WHEEL = 0.003;

const within = (scale: number) => Math.min(LARGEST * PAPER, Math.max(SMALLEST * PAPER, scale));

/** CSS pixels for a point: as wide as there is room until somebody zooms, by keys, buttons or the wheel with Ctrl. */
export function usePdfScale(scroller: RefObject<HTMLElement | null>, first: Size, turns: number) {
  const room = useElementSize(scroller);
  const [chosen, setChosen] = useState<number | null>(null);
  const around = (room?.width ?? 0) < 640 ? 16 : 32;
  const widest = Math.max(64, Math.min(WIDEST, (room?.width ?? WIDEST) - around));
  const fit = widest / turned(first, turns).width;
  const scale = chosen ?? fit;
  useEffect(() => {
    const view = scroller.current;
    if (view === null) return undefined;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setChosen((before) => within((before ?? fit) * Math.exp(-event.deltaY * WHEEL)));
    };
    view.addEventListener("wheel", turn, { passive: false });
    return () => view.removeEventListener("wheel", turn);
  }, [scroller, fit]);
  return {
    scale,
    /** CSS pixels that a page may be wide: until somebody zooms, one that lies across is drawn smaller. */
    widest: chosen === null ? widest : Number.POSITIVE_INFINITY,
    step: (direction: 1 | -1) => setChosen(within(stepScale(scale / PAPER, direction, SMALLEST) * PAPER)),
    reset: () => setChosen(null),
  };
}
