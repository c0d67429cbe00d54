"use client";
import { type RefObject, useState } from "react";
import { useElementSize } from "#components/preview/use-element-size.ts";
import {
  fitScale,
  held,
  LARGEST,
  type Point,
  type Size,
  type Stand,
  stepScale,
  turned,
  zoomAt,
} from "#components/preview/zoom.ts";

/** CSS pixels left free around a fitted picture. */
const MARGIN = 16;

const MIDDLE: Point = { x: 0, y: 0 };
/** How large a picture that fits as it is gets by a double click. */
const CLOSER = 2;

/** How large a picture is shown and where; fitted to its pane until somebody zooms. */
export function usePictureStand(pane: RefObject<HTMLElement | null>, natural: Size | null, turns: number) {
  const room = useElementSize(pane);
  const [chosen, setChosen] = useState<Stand | null>(null);
  const window = { width: (room?.width ?? 0) - 2 * MARGIN, height: (room?.height ?? 0) - 2 * MARGIN };
  const picture = turned(natural ?? { width: 1, height: 1 }, turns);
  const fit = Math.max(0.01, fitScale(picture, window));
  const fitted: Stand = { scale: fit, x: 0, y: 0 };
  const settle = (stand: Stand | null) => (stand === null || stand.scale <= fit ? fitted : stand);
  const stand = held(settle(chosen), picture, window);
  const change = (next: (before: Stand) => Stand) =>
    setChosen((before) => {
      const after = next(held(settle(before), picture, window));
      return after.scale <= fit ? null : after;
    });
  const zoomTo = (next: (scale: number) => number, point: Point = MIDDLE) =>
    change((before) => {
      const scale = Math.min(LARGEST, Math.max(fit, next(before.scale)));
      return zoomAt(before, scale, point, picture, window);
    });
  return {
    stand,
    fits: stand.scale <= fit,
    /** Another scale about a point, by a function of the one before. */
    zoomTo,
    step: (direction: 1 | -1) => zoomTo((scale) => stepScale(scale, direction, fit)),
    reset: () => setChosen(null),
    /** Fitted, or a pixel for a pixel about a point. */
    toggle: (point: Point) => zoomTo((scale) => (scale > fit ? fit : fit < 1 ? 1 : CLOSER), point),
    move: ({ x, y }: Point) =>
      change((before) => held({ ...before, x: before.x + x, y: before.y + y }, picture, window)),
  };
}
