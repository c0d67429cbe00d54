import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { PolicyForm } from "#components/second-factor/policy-form.tsx";
import { SchoolTabs } from "#components/shell/school-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { secondFactorPolicy } from "#lib/second-factor/policy.mutations.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("secondFactorPolicy");
  return { title: t("title") };
}

/** How the school's people sign in. For those who do not decide it, the page does not exist. */
export default async function SigningInPage() {
  const actor = await pageActor();
  if (!actor.can("settings:manage")) notFound();
  const [t, school, policy, messages] = await Promise.all([
    getTranslations("secondFactorPolicy"),
    getTranslations("schoolSettings"),
    secondFactorPolicy(actor),
    getMessages(),
  ]);
  const { secondFactorPolicy: words, errors } = messages;
  return (
    <>
      <PageHeader title={school("title")} />
      <SchoolTabs current="/settings/school/signing-in" />
      <section className="grid gap-4 py-6 md:grid-cols-[14rem_minmax(0,32rem)]">
        <div>
          <h2 className="font-semibold">{t("twoSteps")}</h2>
          <p className="mt-1 text-small text-ink-3">{t("about")}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <NextIntlClientProvider messages={{ secondFactorPolicy: words, errors }}>
            <PolicyForm first={policy} timeZone={actor.timeZone} />
          </NextIntlClientProvider>
        </div>
      </section>
    </>
  );
}
