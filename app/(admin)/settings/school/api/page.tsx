import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { Copying } from "#components/reference/copying.tsx";
import { Operation } from "#components/reference/operation.tsx";
import { EventsAndSchemas } from "#components/reference/rest.tsx";
import { SideList } from "#components/reference/side-list.tsx";
import { Snippet } from "#components/reference/snippet.tsx";
import { Words } from "#components/reference/words.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { OPERATIONS } from "#lib/api/operations/all.ts";
import { referenceOf } from "#lib/api/reference/reference.ts";
import { config } from "#lib/config.ts";

const reference = referenceOf(OPERATIONS);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("apiReference");
  return { title: t("title") };
}

/** Where programs reach this site: as the operator has set it, or as this reader does. */
async function ownAddress(): Promise<string> {
  const { NEXTAUTH_URL } = config();
  if (NEXTAUTH_URL !== undefined) return NEXTAUTH_URL;
  const asked = await headers();
  const scheme = asked.get("x-forwarded-proto")?.split(",")[0]?.trim() ?? "http";
  return `${scheme}://${asked.get("host") ?? "localhost"}`;
}

/** The API, drawn from the document that programs read. For those who do not decide about the school it does not exist. */
export default async function ApiPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, school] = await Promise.all([getTranslations("apiReference"), getTranslations("schoolSettings")]);
  const address = await ownAddress();
  const language = (await getLocale()) === "en" ? "" : t("language");
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/api" />
      <Copying copied={t("copied")} failed={t("copyFailed")} />
      <div className="flex flex-col gap-x-8 lg:flex-row lg:items-start">
        <SideList reference={reference} />
        <div className="min-w-0 flex-1">
          <div className="flex max-w-2xl flex-col gap-3 py-3 text-ink-2">
            <p>
              {t("intro")} {language} {/* Not a page, but what programs read. */}
              {/* oxlint-disable-next-line next/no-html-link-for-pages */}
              <a href="/api/v1/openapi.json" className="text-accent underline">
                {t("document")}
              </a>
            </p>
            <p>
              <Words>{t("tokens")}</Words>
            </p>
            <Snippet
              id="environment"
              label={t("examples")}
              copy={t("copy")}
              code={`export ATHENA_URL=${address}\nexport ATHENA_TOKEN=...`}
            />
          </div>
          {reference.sections.map(({ tag, operations }) => (
            <section key={tag} aria-labelledby={`tag-${tag}`} className="pt-4">
              <h2
                id={`tag-${tag}`}
                lang="en"
                className="scroll-mt-16 text-title font-semibold tracking-tight capitalize"
              >
                {tag}
              </h2>
              <div className="mt-3">
                {operations.map((operation) => (
                  <Operation key={operation.id} operation={operation} />
                ))}
              </div>
            </section>
          ))}
          <EventsAndSchemas reference={reference} />
        </div>
      </div>
    </>
  );
}
