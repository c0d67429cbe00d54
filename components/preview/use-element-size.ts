"use client";
import { type RefObject, useLayoutEffect, useState } from "react";
import type { Size } from "#components/preview/zoom.ts";

/** The inner measures of an element, without scrollbars, in CSS pixels; null until it is there. */
export function useElementSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = () => setSize({ width: measured.clientWidth, height: measured.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
