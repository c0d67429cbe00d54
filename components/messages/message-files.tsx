"use client";
import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { QuarantineBadge } from "#components/quarantine/badge.tsx";
import { iconButtonClass } from "#components/ui/icon-button.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";

const Preview = onDemand(() => import("#components/preview/preview.tsx").then((module) => module.Preview));

const linkId = (id: string) => `file-${id}`;
const nothing = () => {};

/** The files of a message that the reader may open: to look at here, or to keep. */
export function MessageFiles({ files }: { files: readonly DocumentItem[] }) {
  const t = useTranslations("messages");
  const locale = useLocale();
  const [open, setOpen] = useState<string | null>(null);
  const returnTo = useCallback((id: string) => document.getElementById(linkId(id)), []);
  const close = () => setOpen(null);
  // What is deleted is deleted where all files are.
  const items = files.map((file) => ({ ...file, canDelete: false }));
  return (
    <section className="mt-6 border-t border-line pt-4">
      <h2 className="mb-2 font-semibold">{t("files", { count: files.length })}</h2>
      <ul aria-label={t("files", { count: files.length })} className="flex flex-col gap-2">
        {items.map(({ id, filename, title, contentType, fileSize, quarantine }) => (
          <li
            key={id}
            className="relative flex min-h-12 items-center gap-3 rounded-md border border-line bg-surface py-1 pr-2 pl-3 hover:bg-sunken"
          >
            <TypeIcon contentType={contentType} />
            <button
              type="button"
              id={linkId(id)}
              title={filename}
              onClick={() => setOpen(id)}
              className="min-w-0 flex-1 truncate py-2 text-left font-medium outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {title ?? filename}
            </button>
            {quarantine && <QuarantineBadge id={id} is={quarantine} />}
            <span className="shrink-0 text-small text-ink-3 tnum">{formatBytes(fileSize, locale)}</span>
            <a
              href={`/documents/${id}/download`}
              aria-label={t("download", { name: filename })}
              title={t("download", { name: filename })}
              className={`${iconButtonClass()} relative z-10`}
            >
              <Download aria-hidden className="size-4" />
            </a>
          </li>
        ))}
      </ul>
      {open !== null && (
        <Preview
          id={open}
          full
          items={items}
          onMove={setOpen}
          onExpand={nothing}
          onShrink={close}
          onClose={close}
          onDelete={nothing}
          setsLogo={false}
          onPublication={nothing}
          onDescribed={nothing}
          reveal={nothing}
          returnTo={returnTo}
        />
      )}
    </section>
  );
}
