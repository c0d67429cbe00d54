import { EyeOff } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { BackToUsage } from "#components/usage/back-to-usage.tsx";
import { FileLines } from "#components/usage/file-lines.tsx";
import { UNOPENED_DAYS } from "#lib/storage-report/constants.ts";
import { unopenedFiles } from "#lib/storage-report/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("unopened") };
}

/** The largest files that nobody has opened. */
export default async function UnopenedPage() {
  const actor = await pageActor();
  if (!actor.can("usage:read")) notFound();
  const [t, format, { files, found }] = await Promise.all([
    getTranslations("usage"),
    getFormatter(),
    unopenedFiles(actor),
  ]);
  return (
    <>
      <BackToUsage />
      <PageHeader title={t("unopened")} />
      {found === null || files.length === 0 ? (
        <EmptyState
          icon={EyeOff}
          title={t("nothingUnopened")}
          text={t("unopenedIntro", { days: UNOPENED_DAYS })}
        />
      ) : (
        <>
          <p className="-mt-3 mb-1 max-w-prose text-ink-2 text-pretty">
            {t("unopenedIntro", { days: UNOPENED_DAYS })}
          </p>
          <p className="mb-3 text-small text-ink-3 tnum">
            {found.objects > files.length &&
              `${t("listed", { listed: files.length, objects: found.objects })} `}
            {t("asOf", {
              time: format.dateTime(new Date(found.measuredAt), { dateStyle: "medium", timeStyle: "short" }),
            })}
          </p>
          <FileLines files={files} label={t("unopened")} />
        </>
      )}
    </>
  );
}
