"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef, useState } from "react";
import type { PDFDocumentProxy } from "#components/preview/pdf.ts";
import { useDrawnPage } from "#components/preview/use-drawn-page.ts";
import { useNear } from "#components/preview/use-near.ts";
import { type Size, turned } from "#components/preview/zoom.ts";

/** CSS pixels of the longer side of a small page. */
const LONG_SIDE = 112;

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

type Props = {
  pdf: PDFDocumentProxy;
  guess: Size;
  turns: number;
  page: number;
  onJump: (page: number) => void;
};

/** Small pictures of all pages: a column beside the document, or a line above it where there is no room. */
export function PdfThumbnails({ pdf, guess, turns, page, onJump }: Props) {
  const t = useTranslations("preview");
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const view = strip.current;
    const item = view?.querySelectorAll<HTMLElement>("button")[page - 1];
    if (view === null || item === undefined) return;
    // Not scrollIntoView, which moves everything around as well.
    view.scrollTo({
      top: item.offsetTop - (view.clientHeight - item.offsetHeight) / 2,
      left: item.offsetLeft - (view.clientWidth - item.offsetWidth) / 2,
    });
  }, [page]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...(strip.current?.querySelectorAll("button") ?? [])];
    buttons[buttons.findIndex((button) => button === event.target) + step]?.focus();
  };
  return (
    <nav
      ref={strip}
      aria-label={t("thumbnails")}
      className="relative flex shrink-0 gap-1 overflow-auto border-b border-line bg-surface p-2 @2xl:w-40 @2xl:flex-col @2xl:items-center @2xl:border-r @2xl:border-b-0"
    >
      {Array.from({ length: pdf.numPages }, (_, index) => (
        <Thumbnail
          key={index}
          pdf={pdf}
          page={index + 1}
          guess={guess}
          turns={turns}
          current={page === index + 1}
          strip={strip}
          onJump={onJump}
          onKeyDown={onKeyDown}
        />
      ))}
    </nav>
  );
}

type ThumbnailProps = Omit<Props, "page"> & {
  page: number;
  current: boolean;
  strip: RefObject<HTMLElement | null>;
  onKeyDown: (event: KeyboardEvent) => void;
};

const Thumbnail = memo(function Thumbnail(props: ThumbnailProps) {
  const { pdf, page, guess, turns, current, strip, onJump, onKeyDown } = props;
  const t = useTranslations("preview");
  const button = useRef<HTMLButtonElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const near = useNear(button, strip);
  const [own, setOwn] = useState(guess);
  const scale = LONG_SIDE / Math.max(own.width, own.height);
  const measures = useDrawnPage(canvas, { pdf, page, scale, turns, near });
  if (measures !== null && measures !== own) setOwn(measures);
  const { width, height } = turned(own, turns);
  return (
    <button
      ref={button}
      type="button"
      // One stop for Tab: arrows lead to the others.
      tabIndex={current ? 0 : -1}
      aria-label={t("goToPage", { page })}
      aria-current={current ? "page" : undefined}
      onClick={() => onJump(page)}
      onKeyDown={onKeyDown}
      className="group flex min-w-11 shrink-0 flex-col items-center gap-1 rounded-md p-1.5 text-caption -outline-offset-2 hover:bg-sunken aria-[current]:bg-accent-soft"
    >
      <canvas
        ref={canvas}
        width={0}
        height={0}
        style={{ width: width * scale, height: height * scale }}
        className="rounded-sm bg-[white] shadow-[0_0_0_1px_var(--line)] group-aria-[current]:shadow-[0_0_0_2px_var(--accent)]"
      />
      <span className="tnum text-ink-2">{page}</span>
    </button>
  );
});
