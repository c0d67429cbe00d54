"use client";
import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Point } from "#components/preview/zoom.ts";

type Moves = {
  scale: number;
  zoomTo: (next: (scale: number) => number, point: Point) => void;
  toggle: (point: Point) => void;
  move: (by: Point) => void;
  /** Whether the wheel alone zooms; otherwise it moves, and zooms with Ctrl. */
  wheelZooms?: true;
};

/** What a turn of the wheel makes of the scale: a notch of 100 is a third more or less. */
const WHEEL = 0.003;
/** Within how many milliseconds, and CSS pixels, two taps are a double tap. */
const DOUBLE_TAP = { ms: 300, apart: 24 } as const;

/** A point of an event, from the middle of an element. */
function fromMiddle(element: Element, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const box = element.getBoundingClientRect();
  return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
}

const between = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Drag, pinch, double click, double tap and the wheel over a picture. */
export function usePointers(pane: RefObject<HTMLElement | null>, moves: Moves) {
  const down = useRef(new Map<number, Point>());
  const tap = useRef<{ at: number; point: Point } | null>(null);
  const travelled = useRef(0);
  const latest = useRef(moves);
  useEffect(() => {
    latest.current = moves;
  });
  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    const turn = (event: WheelEvent) => {
      // Pinching on a touchpad comes as the wheel with Ctrl.
      event.preventDefault();
      const { zoomTo, move, wheelZooms } = latest.current;
      if (wheelZooms || event.ctrlKey || event.metaKey) {
        zoomTo((scale) => scale * Math.exp(-event.deltaY * WHEEL), fromMiddle(element, event));
      } else {
        move({ x: -event.deltaX, y: -event.deltaY });
      }
    };
    // Not through React, whose wheel listeners cannot keep the page from zooming.
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [pane]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (down.current.size === 0) travelled.current = 0;
    down.current.set(event.pointerId, fromMiddle(event.currentTarget, event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = down.current.get(event.pointerId);
    if (before === undefined) return;
    const now = fromMiddle(event.currentTarget, event);
    down.current.set(event.pointerId, now);
    travelled.current += between(before, now);
    const [other] = [...down.current].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other === undefined) return moves.move({ x: now.x - before.x, y: now.y - before.y });
    const by = between(now, other) / Math.max(1, between(before, other));
    moves.zoomTo((scale) => scale * by, middle(now, other));
    const [from, to] = [middle(before, other), middle(now, other)];
    moves.move({ x: to.x - from.x, y: to.y - from.y });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const point = down.current.get(event.pointerId);
    down.current.delete(event.pointerId);
    if (point === undefined || travelled.current > DOUBLE_TAP.apart || down.current.size > 0) return;
    if (event.type === "pointercancel") return;
    const before = tap.current;
    const twice =
      before !== null &&
      event.timeStamp - before.at < DOUBLE_TAP.ms &&
      between(before.point, point) < DOUBLE_TAP.apart;
    tap.current = twice ? null : { at: event.timeStamp, point };
    if (twice) moves.toggle(point);
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}
