"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { PDFDocumentProxy } from "#components/preview/pdf.ts";

/** Width over height. */
export type Ratio = number;

/** Device pixels for a CSS pixel at most: beyond that a page costs memory and shows nothing more. */
const SHARPEST = 2;

/** Draws a page at the width of its place; the promise ends when it is drawn, and `cancel` ends it early. */
function draw(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement) {
  let cancelled = false;
  let cancel = () => {};
  const done = pdf.getPage(number).then(async (page) => {
    if (cancelled) return null;
    const natural = page.getViewport({ scale: 1 });
    const pixels = canvas.clientWidth * Math.min(window.devicePixelRatio, SHARPEST);
    const viewport = page.getViewport({ scale: pixels / natural.width });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport });
    cancel = () => task.cancel();
    await task.promise;
    return natural.width / natural.height;
  });
  return {
    done,
    cancel: () => {
      cancelled = true;
      cancel();
    },
  };
}

/** One page: a white sheet of the right shape, drawn once it is near the window. */
export function PdfPage({ pdf, page, ratio }: { pdf: PDFDocumentProxy; page: number; ratio: Ratio }) {
  const t = useTranslations("preview");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(false);
  const [shape, setShape] = useState(ratio);
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: "100% 0%",
    });
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const sheet = canvas.current;
    if (!near || sheet === null) return undefined;
    const { done, cancel } = draw(pdf, page, sheet);
    // A page that cannot be drawn stays a white sheet; the others are drawn all the same.
    done.then((drawn) => drawn !== null && setShape(drawn)).catch(() => undefined);
    return () => {
      cancel();
      // Far pages give their pixels back: a long document must not fill the memory.
      sheet.width = 0;
      sheet.height = 0;
    };
  }, [near, pdf, page]);
  return (
    <canvas
      ref={canvas}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img cannot be drawn on.
      role="img"
      aria-label={t("page", { page, pages: pdf.numPages })}
      style={{ aspectRatio: shape }}
      className="block w-full rounded-sm bg-[white] shadow-[0_0_0_1px_var(--line)]"
    />
  );
}
