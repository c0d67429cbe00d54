import type { PDFDocumentProxy } from "#components/preview/pdf.ts";
import type { Size } from "#components/preview/zoom.ts";

/** Device pixels for a CSS pixel at most: beyond that a page costs memory and shows nothing more. */
const SHARPEST = 3;
/** Pixels of one page at most, 64 MB: what the smallest devices allow a canvas. */
const MOST_PIXELS = 16_000_000;

type Drawing = {
  /** Ends when the page is drawn, with its own measures in points; null when it was cancelled. */
  done: Promise<Size | null>;
  cancel: () => void;
};

/** Draws a page, with `scale` CSS pixels for a point, aside, and shows it all at once: what was there stays until then. */
export function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  { scale, turns }: { scale: number; turns: number },
): Drawing {
  let cancelled = false;
  let cancel = () => {};
  const done = pdf.getPage(number).then(async (page) => {
    if (cancelled) return null;
    const natural = page.getViewport({ scale: 1 });
    const rotation = (natural.rotation + turns * 90) % 360;
    const upright = page.getViewport({ scale: 1, rotation });
    const sharp = scale * Math.min(window.devicePixelRatio, SHARPEST);
    const most = Math.sqrt(MOST_PIXELS / (upright.width * upright.height));
    const viewport = page.getViewport({ scale: Math.min(sharp, most), rotation });
    const aside = document.createElement("canvas");
    aside.width = Math.max(1, Math.floor(viewport.width));
    aside.height = Math.max(1, Math.floor(viewport.height));
    const task = page.render({ canvas: aside, viewport });
    cancel = () => task.cancel();
    try {
      await task.promise;
      if (cancelled) return null;
      canvas.width = aside.width;
      canvas.height = aside.height;
      canvas.getContext("2d")?.drawImage(aside, 0, 0);
    } finally {
      aside.width = 0;
      aside.height = 0;
    }
    return { width: natural.width, height: natural.height };
  });
  return {
    done,
    cancel: () => {
      cancelled = true;
      cancel();
    },
  };
}

/** Gives a far page's memory back: a long document must not fill it. */
export function releasePage(pdf: PDFDocumentProxy, number: number, canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
  pdf
    .getPage(number)
    .then((page) => page.cleanup())
    .catch(() => undefined);
}
