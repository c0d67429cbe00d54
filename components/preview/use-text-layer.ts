"use client";
import { type RefObject, useEffect, useState } from "react";
import { type PDFDocumentProxy, TextLayer } from "#components/preview/pdf.ts";

type Laid = { pdf: PDFDocumentProxy; page: number; turns: number; near: boolean };

/**
 * Lays a page's text over its picture, unseen, to be selected and read out; answers its runs once they are there. The
 * layer takes its size from `--total-scale-factor`.
 */
export function useTextLayer(
  layer: RefObject<HTMLElement | null>,
  { pdf, page, turns, near }: Laid,
): readonly HTMLElement[] | null {
  const [runs, setRuns] = useState<readonly HTMLElement[] | null>(null);
  useEffect(() => {
    const container = layer.current;
    if (!near || container === null) return undefined;
    let wanted = true;
    let text: TextLayer | null = null;
    pdf
      .getPage(page)
      .then(async (proxy) => {
        if (!wanted) return;
        const natural = proxy.getViewport({ scale: 1 });
        const viewport = proxy.getViewport({ scale: 1, rotation: (natural.rotation + turns * 90) % 360 });
        text = new TextLayer({ textContentSource: proxy.streamTextContent(), container, viewport });
        await text.render();
        if (!wanted) return;
        // A selection that is drawn out beyond the text ends here, and not at the page's beginning.
        const end = document.createElement("div");
        end.className = "pdf-text-end";
        container.append(end);
        setRuns(text.textDivs);
      })
      // A page without its text can still be looked at.
      .catch(() => undefined);
    return () => {
      wanted = false;
      text?.cancel();
      container.replaceChildren();
      setRuns(null);
    };
  }, [layer, pdf, page, turns, near]);
  return runs;
}
