"use client";
import { useTranslations } from "next-intl";
import { Loading, Notice } from "#components/preview/notice.tsx";
import { PdfReader } from "#components/preview/pdf-reader.tsx";
import { MOST_PAGES, usePdf } from "#components/preview/use-pdf.ts";
import type { ViewProps } from "#components/preview/view-props.ts";
import { Button } from "#components/ui/button.tsx";

/** A PDF, read from the store piece by piece. */
export function PdfView(props: ViewProps) {
  const t = useTranslations("preview");
  const { document, retry } = props;
  const { state, stalled, again } = usePdf(props);
  if (state.is === "failed" || (state.is === "loading" && stalled)) {
    const why = state.is === "failed" ? state.why : "damaged";
    const texts = {
      locked: t("pdfLocked"),
      pages: t("pdfPages", { most: MOST_PAGES }),
      damaged: t("pdfFailed"),
    };
    return (
      <Notice
        title={t("failed")}
        text={texts[why]}
        {...(why === "damaged" && { onRetry: retry })}
        download={document.id}
      />
    );
  }
  if (state.is === "loading") return <Loading />;
  return (
    <>
      {stalled && (
        <div
          role="alert"
          className="flex flex-wrap items-center justify-center gap-3 border-b border-line bg-wait-soft px-4 py-2 text-wait"
        >
          {t("pdfStalled")}
          <Button onClick={again}>{t("askAgain")}</Button>
        </div>
      )}
      <PdfReader pdf={state.pdf} first={state.first} name={document.filename} />
    </>
  );
}
