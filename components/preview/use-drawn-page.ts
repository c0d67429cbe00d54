"use client";
import { type RefObject, useEffect, useState } from "react";
import { drawPage, releasePage } from "#components/preview/draw-page.ts";
import type { PDFDocumentProxy } from "#components/preview/pdf.ts";
import type { Size } from "#components/preview/zoom.ts";

type Drawn = {
  pdf: PDFDocumentProxy;
  page: number;
  /** CSS pixels for a point. */
  scale: number;
  turns: number;
  near: boolean;
};

/** Keeps a canvas drawn while its page is near; answers the page's own measures in points once they are known. */
export function useDrawnPage(
  canvas: RefObject<HTMLCanvasElement | null>,
  { pdf, page, scale, turns, near }: Drawn,
): Size | null {
  const [measures, setMeasures] = useState<Size | null>(null);
  useEffect(() => {
    const sheet = canvas.current;
    if (!near || sheet === null) return undefined;
    return () => releasePage(pdf, page, sheet);
  }, [canvas, near, pdf, page]);
  useEffect(() => {
    const sheet = canvas.current;
    if (!near || sheet === null) return undefined;
    const { done, cancel } = drawPage(pdf, page, sheet, { scale, turns });
    // A page that cannot be drawn stays a white sheet; the others are drawn all the same.
    done.then((drawn) => drawn !== null && setMeasures(drawn)).catch(() => undefined);
    return cancel;
  }, [canvas, near, pdf, page, scale, turns]);
  return measures;
}
