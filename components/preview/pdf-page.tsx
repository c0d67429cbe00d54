"use client";
import { useTranslations } from "next-intl";
import { type CSSProperties, memo, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { highlight, rangesOf } from "#components/preview/highlights.ts";
import { type PageText, stretches } from "#components/preview/page-text.ts";
import type { PDFDocumentProxy } from "#components/preview/pdf.ts";
import { useDrawnPage } from "#components/preview/use-drawn-page.ts";
import { useNear } from "#components/preview/use-near.ts";
import { useTextLayer } from "#components/preview/use-text-layer.ts";
import { type Size, turned } from "#components/preview/zoom.ts";

/** What a search found in one page: where matches begin in its folded text, and how long they are. */
export type PageHits = { text: PageText; starts: readonly number[]; length: number };

type Props = {
  pdf: PDFDocumentProxy;
  page: number;
  /** Its measures in points as far as they can be guessed. */
  guess: Size;
  /** CSS pixels for a point, and for the whole page at most. */
  scale: number;
  widest: number;
  turns: number;
  scroller: RefObject<HTMLElement | null>;
  hits: PageHits | undefined;
  /** Where the match begins that is looked at, if it is in this page. */
  current: number | null;
  /** Told where on the window that match is, once its text is there. */
  onCurrent: (range: Range) => void;
};

/** One page: a white sheet of the right shape, drawn once it is near, with its text over it. */
export const PdfPage = memo(function PdfPage(props: Props) {
  const { pdf, page, guess, widest, turns, scroller, hits, current, onCurrent } = props;
  const t = useTranslations("preview");
  const sheet = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const near = useNear(sheet, scroller);
  const place = { pdf, page, turns, near };
  const [own, setOwn] = useState(guess);
  const size = turned(own, turns);
  const scale = Math.min(props.scale, widest / size.width);
  const measures = useDrawnPage(canvas, { ...place, scale });
  if (measures !== null && measures !== own) setOwn(measures);
  const runs = useTextLayer(layer, place);
  const ranges = useMemo(() => {
    if (runs === null || hits === undefined) return [];
    return hits.starts.map((start) => ({
      start,
      ranges: rangesOf(runs, stretches(hits.text, start, hits.length)),
    }));
  }, [runs, hits]);
  useEffect(() => {
    const others = ranges.filter(({ start }) => start !== current).flatMap((match) => match.ranges);
    const looked = ranges.find(({ start }) => start === current)?.ranges ?? [];
    const [first] = looked;
    if (first !== undefined) onCurrent(first);
    const clear = [highlight("pdf-match", others), highlight("pdf-current", looked)];
    return () => clear.forEach((remove) => remove());
  }, [ranges, current, onCurrent]);
  return (
    <div
      ref={sheet}
      style={{ width: size.width * scale, height: size.height * scale }}
      className="relative mx-auto shrink-0 rounded-sm bg-[white] shadow-[0_0_0_1px_var(--line)]"
    >
      <canvas
        ref={canvas}
        // Nothing until it is drawn: by itself a canvas has 300 by 150 pixels.
        width={0}
        height={0}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img cannot be drawn on.
        role="img"
        aria-label={t("page", { page, pages: pdf.numPages })}
        className="absolute inset-0 size-full rounded-sm"
      />
      <div ref={layer} style={{ "--total-scale-factor": scale } as CSSProperties} className="pdf-text" />
    </div>
  );
});
