"use client";
import { useEffect, useRef, useState } from "react";
import { isLocked, type Opening, openPdf, type PDFDocumentProxy } from "#components/preview/pdf.ts";
import { SignedSource } from "#components/preview/signed-source.ts";
import type { ViewProps } from "#components/preview/view-props.ts";
import type { Size } from "#components/preview/zoom.ts";

/** A PDF on its way to being shown; `first` are the measures of its first page, in points. */
type State =
  | { is: "loading" }
  | { is: "failed"; why: "locked" | "pages" | "damaged" }
  | { is: "open"; pdf: PDFDocumentProxy; first: Size };

/** Pages that a browser can lay out. A file of some hundred bytes can say that it has a thousand million. */
export const MOST_PAGES = 10_000;

async function measuresOf(pdf: PDFDocumentProxy): Promise<Size> {
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return { width, height };
}

/**
 * Opens a PDF once, and goes on reading it where it was when its signature is renewed. `stalled` says that the store
 * withholds a part; `again` asks for it once more.
 */
export function usePdf({ document, url, renew }: Pick<ViewProps, "document" | "url" | "renew">) {
  const [state, setState] = useState<State>({ is: "loading" });
  const [stalled, setStalled] = useState(false);
  const source = useRef<SignedSource | null>(null);
  const opening = useRef<Opening | null>(null);
  const latest = useRef({ url, renew });
  useEffect(() => {
    latest.current = { url, renew };
  });
  // Each answer is a document of its own, also where its address is signed as the one before was.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- see above.
  useEffect(() => source.current?.use(url), [url, document]);
  const { fileSize } = document;
  useEffect(() => {
    let wanted = true;
    const signed = new SignedSource(latest.current.url, () => latest.current.renew());
    const opened = openPdf(fileSize, signed, () => wanted && setStalled(true));
    source.current = signed;
    opening.current = opened;
    opened.task.promise
      .then(async (pdf) => {
        if (pdf.numPages > MOST_PAGES) {
          if (wanted) setState({ is: "failed", why: "pages" });
          return;
        }
        const first = await measuresOf(pdf);
        if (wanted) setState({ is: "open", pdf, first });
      })
      .catch(
        (error: unknown) => wanted && setState({ is: "failed", why: isLocked(error) ? "locked" : "damaged" }),
      );
    return () => {
      wanted = false;
      void opened.task.destroy();
    };
  }, [fileSize]);
  const again = () => {
    setStalled(false);
    opening.current?.again();
  };
  return { state, stalled, again };
}
