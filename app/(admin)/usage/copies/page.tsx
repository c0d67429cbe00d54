import { Copy } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { BackToUsage } from "#components/usage/back-to-usage.tsx";
import { FileLines } from "#components/usage/file-lines.tsx";
import { copiedFiles } from "#lib/storage-report/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("copies") };
}

/** Files that are kept more than once, those first that would free most. */
export default async function CopiesPage() {
  const actor = await pageActor();
  if (!actor.can("usage:read")) notFound();
  const [t, format, locale, { sets, found }] = await Promise.all([
    getTranslations("usage"),
    getFormatter(),
    getLocale(),
    copiedFiles(actor),
  ]);
  return (
    <>
      <BackToUsage />
      <PageHeader title={t("copies")} />
      {found === null || sets.length === 0 ? (
        <EmptyState icon={Copy} title={t("noCopies")} text={t("copiesIntro")} />
      ) : (
        <>
          <p className="-mt-3 mb-1 max-w-prose text-ink-2 text-pretty">{t("copiesIntro")}</p>
          <p className="mb-3 text-small text-ink-3 tnum">
            {found.sets > sets.length && `${t("listedSets", { listed: sets.length, sets: found.sets })} `}
            {t("asOf", {
              time: format.dateTime(new Date(found.measuredAt), { dateStyle: "medium", timeStyle: "short" }),
            })}
          </p>
          {sets.map(({ files, count, bytes }) => {
            const [first] = files;
            const size = formatBytes(bytes, locale);
            const title = t("copySet", { count, size });
            return (
              <section key={first?.id} className="mb-6">
                <h2 className="mb-1.5 font-medium">{title}</h2>
                <FileLines files={files} label={title} />
                {count > files.length && (
                  <p className="mt-1 text-small text-ink-3">
                    {t("moreCopies", { count: count - files.length })}
                  </p>
                )}
              </section>
            );
          })}
        </>
      )}
    </>
  );
}
