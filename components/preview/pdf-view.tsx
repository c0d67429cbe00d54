"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ViewProps } from "#components/preview/image-view.tsx";
import { Loading, Notice } from "#components/preview/notice.tsx";
import { isLocked, openPdf, type PDFDocumentProxy } from "#components/preview/pdf.ts";
import { PdfPage, type Ratio } from "#components/preview/pdf-page.tsx";

type State =
  | { is: "loading" }
  | { is: "failed"; locked: boolean }
  | { is: "open"; pdf: PDFDocumentProxy; ratio: Ratio };

async function ratioOf(pdf: PDFDocumentProxy): Promise<Ratio> {
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return width / height;
}

/** A PDF, page below page. Pages are drawn as they come into sight. */
export function PdfView({ document, url, renew }: ViewProps) {
  const t = useTranslations("preview");
  const [state, setState] = useState<State>({ is: "loading" });
  useEffect(() => {
    let wanted = true;
    const task = openPdf(url);
    task.promise
      .then(async (pdf) => {
        const ratio = await ratioOf(pdf);
        if (wanted) setState({ is: "open", pdf, ratio });
      })
      .catch((error: unknown) => wanted && setState({ is: "failed", locked: isLocked(error) }));
    return () => {
      wanted = false;
      void task.destroy();
    };
  }, [url]);
  if (state.is === "loading") return <Loading />;
  if (state.is === "failed") {
    const text = state.locked ? t("pdfLocked") : t("pdfFailed");
    return <Notice title={t("failed")} text={text} onRetry={renew} download={document.id} />;
  }
  const { pdf, ratio } = state;
  const pages = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return (
    <section
      aria-label={`${document.filename}, ${t("pages", { count: pdf.numPages })}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling pages must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto p-2 outline-none sm:p-4"
    >
      <div className="mx-auto flex max-w-4xl flex-col gap-3">
        {pages.map((page) => (
          <PdfPage key={page} pdf={pdf} page={page} ratio={ratio} />
        ))}
      </div>
    </section>
  );
}
