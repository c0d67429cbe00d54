"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ViewProps } from "#components/preview/image-view.tsx";
import { Loading, Notice } from "#components/preview/notice.tsx";

/** Bytes of a text that are shown: more than anybody reads here, little enough for any browser. */
const MOST = 256 * 1024;

/** The beginning of a text, as text and nothing else. */
export function TextView({ document, url, renew }: ViewProps) {
  const t = useTranslations("preview");
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const control = new AbortController();
    fetch(url, { headers: { range: `bytes=0-${MOST - 1}` }, signal: control.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The store answered ${response.status}`);
        setText(await response.text());
      })
      .catch(() => control.signal.aborted || setFailed(true));
    return () => control.abort();
  }, [url]);
  if (failed)
    return <Notice title={t("failed")} text={t("textFailed")} onRetry={renew} download={document.id} />;
  if (text === null) return <Loading />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling text must be reachable by keyboard.
    <section aria-label={document.filename} tabIndex={0} className="min-h-0 flex-1 overflow-auto p-4">
      <pre className="mx-auto max-w-3xl rounded-md border border-line bg-surface p-4 text-small whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
      {document.fileSize > MOST && <p className="p-4 text-center text-ink-2">{t("textCut")}</p>}
    </section>
  );
}
