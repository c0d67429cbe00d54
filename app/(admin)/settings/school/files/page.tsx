import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { RuleForm } from "#components/file-rules/rule-form.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { KINDS } from "#lib/documents/constants.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fileRules");
  return { title: t("title") };
}

/** Which files the school takes. For those who do not decide it, the page does not exist. */
export default async function FilesPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, school, kindName, messages] = await Promise.all([
    getTranslations("fileRules"),
    getTranslations("schoolSettings"),
    getTranslations("kinds"),
    getMessages(),
  ]);
  const { fileRules, kinds, errors } = messages;
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/files" />
      <p className="max-w-2xl py-3 text-ink-2">{t("intro")}</p>
      <NextIntlClientProvider messages={{ fileRules, kinds, errors }}>
        {KINDS.map((kind) => (
          <section
            key={kind}
            className="grid gap-4 border-t border-line py-6 md:grid-cols-[14rem_minmax(0,36rem)]"
          >
            <div>
              <h2 className="font-semibold">{kindName(kind)}</h2>
              <p className="mt-1 text-small text-ink-3">{t(`about.${kind}`)}</p>
            </div>
            <RuleForm kind={kind} rule={actor.uploadRules[kind] ?? null} />
          </section>
        ))}
      </NextIntlClientProvider>
    </>
  );
}
