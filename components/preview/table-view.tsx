"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { readCsv } from "#components/preview/csv.ts";
import { CsvTable } from "#components/preview/csv-table.tsx";
import { Loading, Notice } from "#components/preview/notice.tsx";
import { shownRows } from "#components/preview/shown-rows.ts";
import { TextSheet } from "#components/preview/text-view.tsx";
import { useBeginning } from "#components/preview/use-beginning.ts";
import type { ViewProps } from "#components/preview/view-props.ts";
import { ViewToolbar } from "#components/preview/view-toolbar.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

/** A CSV file as a table; or, for who wants to see what is really in it, as text. */
export function TableView({ document, url, retry }: ViewProps) {
  const t = useTranslations("preview");
  const state = useBeginning(url);
  if (state.is === "failed")
    return <Notice title={t("failed")} text={t("textFailed")} onRetry={retry} download={document.id} />;
  if (state.is === "loading") return <Loading />;
  return <Sheet document={document} text={state.text} bytes={state.bytes} />;
}

function Sheet({ document, text, bytes }: { document: DocumentItem; text: string; bytes: number }) {
  const t = useTranslations("preview");
  const [asText, setAsText] = useState(false);
  const table = useMemo(() => readCsv(text, bytes >= document.fileSize), [text, bytes, document.fileSize]);
  const { shown, left } = shownRows(table, bytes, document.fileSize);
  const rows = t("rows", { count: shown });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewToolbar label={t("tools")}>
        <p className="min-w-0 flex-1 px-2">
          {left === null ? rows : t(left.exact ? "rowsCut" : "rowsCutAbout", { rows, left: left.count })}
        </p>
        <label className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-sunken pointer-coarse:h-11">
          <input
            type="checkbox"
            checked={asText}
            onChange={(event) => setAsText(event.currentTarget.checked)}
          />
          {t("asText")}
        </label>
      </ViewToolbar>
      {asText ? (
        <TextSheet document={document} text={text} />
      ) : (
        <CsvTable label={document.filename} table={table} shown={shown} />
      )}
    </div>
  );
}
