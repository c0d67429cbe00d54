"use client";
import { useLocale, useTranslations } from "next-intl";
import { formatBytes } from "#components/format/bytes.ts";
import { Loading, Notice } from "#components/preview/notice.tsx";
import { MOST_BYTES, useBeginning } from "#components/preview/use-beginning.ts";
import type { ViewProps } from "#components/preview/view-props.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** The beginning of a text, as text and nothing else. */
export function TextView({ document, url, retry }: ViewProps) {
  const t = useTranslations("preview");
  const state = useBeginning(url);
  if (state.is === "failed")
    return <Notice title={t("failed")} text={t("textFailed")} onRetry={retry} download={document.id} />;
  if (state.is === "loading") return <Loading />;
  return <TextSheet document={document} text={state.text} />;
}

/** A text on a sheet, lines wrapped, with a word on what is not shown. */
export function TextSheet({ document, text }: { document: DocumentItem; text: string }) {
  const t = useTranslations("preview");
  const locale = useLocale();
  const cut = document.fileSize > MOST_BYTES;
  return (
    <section
      aria-label={document.filename}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling text must be reachable by keyboard.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto p-2 -outline-offset-2 sm:p-4"
    >
      {cut && (
        <p className="mx-auto max-w-4xl pb-3 text-small text-ink-2">
          {t("textCut", {
            shown: formatBytes(MOST_BYTES, locale),
            size: formatBytes(document.fileSize, locale),
          })}
        </p>
      )}
      <pre className="mx-auto max-w-4xl rounded-md border border-line bg-surface p-4 text-small whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
    </section>
  );
}
