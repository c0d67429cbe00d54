import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Files, each with what tells it from the others; a name opens its file in the list of documents. */
export async function FileLines({ files, label }: { files: readonly DocumentItem[]; label: string }) {
  const [t, kinds, format, locale] = await Promise.all([
    getTranslations("usage"),
    getTranslations("kinds"),
    getFormatter(),
    getLocale(),
  ]);
  return (
    <ul aria-label={label} className="border-t border-line">
      {files.map(({ id, filename, title, contentType, kind, uploadedAt, uploadedBy, fileSize }) => (
        <li
          key={id}
          className="relative flex min-h-14 items-center gap-3 border-b border-line py-2 hover:bg-sunken"
        >
          <TypeIcon contentType={contentType} />
          <div className="min-w-0 flex-1">
            <Link
              href={`/documents?open=${id}`}
              prefetch={false}
              title={filename}
              className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {title ?? filename}
            </Link>
            <p className="truncate text-small text-ink-2 tnum">
              {t("fileLine", {
                kind: kinds(kind),
                day: format.dateTime(new Date(uploadedAt), { dateStyle: "medium" }),
                person: uploadedBy?.name ?? t("nobodyKnown"),
              })}
            </p>
          </div>
          <span className="shrink-0 text-ink-2 tnum">{formatBytes(fileSize, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
