import { Download, ScrollText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { SealCheck } from "#components/audit/seal-check.tsx";
import { TrailFilters } from "#components/audit/trail-filters.tsx";
import { TrailList } from "#components/audit/trail-list.tsx";
import {
  filterOf,
  isNarrowed,
  readBefore,
  readTrailQuery,
  trailHref,
} from "#components/audit/trail-query.ts";
import { MoreMessages } from "#components/shell/more-messages.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { trailState } from "#lib/audit/check.data.ts";
import { listTrailPeople, nameOfFilter } from "#lib/audit/names.data.ts";
import { listTrail } from "#lib/audit/trail.ts";
import { dayAt } from "#lib/documents/days.ts";

/** Events on one page. */
const PAGE_SIZE = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

/** Who did what: what the address narrows it to, a page at a time. For those who may not know, the page does not exist. */
export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParams;
  const actor = await pageActor();
  if (!actor.can("audit:read")) notFound();
  const query = readTrailQuery((name) => oneOf(params[name]));
  const before = readBefore(oneOf(params["before"]));
  const ids = {
    ...(query.file !== "" && { documentId: query.file }),
    ...(query.student !== "" && { studentId: query.student }),
  };
  const [t, { audit }, page, people, names, state] = await Promise.all([
    getTranslations("audit"),
    getMessages(),
    listTrail(actor, filterOf(query, actor.timeZone), before, PAGE_SIZE),
    listTrailPeople(actor),
    nameOfFilter(actor, ids),
    trailState(actor),
  ]);
  return (
    <>
      <PageHeader title={t("title")}>
        {(["csv", "ndjson"] as const).map((format) => (
          <a
            key={format}
            download
            href={trailHref(query, { path: "/audit/export", format })}
            aria-label={t(format)}
            title={t(format)}
            className={buttonClass("secondary")}
          >
            <Download aria-hidden className="size-4" />
            {format.toUpperCase()}
          </a>
        ))}
      </PageHeader>
      <p className="-mt-3 mb-4 max-w-prose text-ink-2 text-pretty">{t("intro")}</p>
      <MoreMessages messages={{ audit: { check: audit.check } }}>
        <SealCheck first={state} />
      </MoreMessages>
      <TrailFilters query={query} people={people} names={names} today={dayAt(new Date(), actor.timeZone)} />
      {page.entries.length === 0 ? (
        <EmptyState
          icon={isNarrowed(query) ? SearchX : ScrollText}
          title={t(isNarrowed(query) ? "noMatch" : "empty")}
          text={t(isNarrowed(query) ? "noMatchText" : "emptyText")}
        />
      ) : (
        <TrailList entries={page.entries} query={query} />
      )}
      {(before !== null || page.next !== null) && (
        <nav aria-label={t("pages")} className="flex justify-between gap-2 print:hidden">
          {before !== null && (
            <Link href={trailHref(query)} prefetch={false} className={buttonClass("quiet")}>
              {t("newest")}
            </Link>
          )}
          {page.next !== null && (
            <Link
              href={trailHref(query, { before: page.next })}
              prefetch={false}
              className={`${buttonClass("secondary")} ml-auto`}
            >
              {t("older")}
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
