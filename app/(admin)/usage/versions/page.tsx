import { History } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { BackToUsage } from "#components/usage/back-to-usage.tsx";
import { DropVersions } from "#components/usage/drop-versions.tsx";
import { replacedFiles } from "#lib/storage-report/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("oldVersions") };
}

/** The files whose old versions take most, and the way to delete old versions for good. */
export default async function VersionsPage() {
  const actor = await pageActor();
  if (!actor.can("usage:read")) notFound();
  const [t, format, locale, { dropVersions }, { files, measuredAt }] = await Promise.all([
    getTranslations("usage"),
    getFormatter(),
    getLocale(),
    getMessages(),
    replacedFiles(actor),
  ]);
  return (
    <>
      <BackToUsage />
      <PageHeader title={t("oldVersions")}>
        {actor.can("trash:purge") && files.length > 0 && (
          <MoreMessages messages={{ dropVersions }}>
            <DropVersions schoolId={actor.schoolId} />
          </MoreMessages>
        )}
      </PageHeader>
      {measuredAt === null || files.length === 0 ? (
        <EmptyState icon={History} title={t("noOldVersions")} text={t("oldVersionsIntro")} />
      ) : (
        <>
          <p className="-mt-3 mb-1 max-w-prose text-ink-2 text-pretty">{t("oldVersionsIntro")}</p>
          <p className="mb-3 text-small text-ink-3 tnum">
            {t("asOf", {
              time: format.dateTime(new Date(measuredAt), { dateStyle: "medium", timeStyle: "short" }),
            })}
          </p>
          <ul aria-label={t("oldVersions")} className="border-t border-line">
            {files.map(({ file, old }) => (
              <li
                key={file.id}
                className="relative flex min-h-14 items-center gap-3 border-b border-line py-2 hover:bg-sunken"
              >
                <TypeIcon contentType={file.contentType} />
                <div className="min-w-0 flex-1">
                  <Link
                    href={`/documents?open=${file.id}`}
                    prefetch={false}
                    title={file.filename}
                    className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                  >
                    {file.title ?? file.filename}
                  </Link>
                  <p className="truncate text-small text-ink-2 tnum">
                    {t("oldOfFile", { count: old.objects })}
                  </p>
                </div>
                <span className="shrink-0 text-ink-2 tnum">{formatBytes(old.bytes, locale)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
