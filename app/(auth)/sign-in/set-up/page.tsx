import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { Enrol } from "#components/second-factor/enrol.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { Button } from "#components/ui/button.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { signOutAction } from "#lib/auth/actions.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { currentActor, currentEnrollee } from "#lib/auth/session.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("secondFactor");
  return { title: t("setUpTitle") };
}

async function leave(): Promise<void> {
  "use server";
  await signOutAction();
}

/** Where those are led whose school asks for two steps, and who have one: they can set up the other, or sign out. */
export default async function SetUpSecondFactorPage({ searchParams }: { searchParams: SearchParams }) {
  const { next } = await searchParams;
  const target = nextPath(oneOf(next));
  const enrollee = await currentEnrollee();
  if (enrollee === null)
    redirect((await currentActor()) ? target : `/sign-in?next=${encodeURIComponent(target)}`);
  const [t, passwordHash, { secondFactor, shell, errors }] = await Promise.all([
    getTranslations("secondFactor"),
    findPasswordHash(enrollee.userId),
    getMessages(),
  ]);
  const { notifications, dismiss } = shell;
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight text-balance">{t("setUpTitle")}</h1>
      <p className="mt-1 mb-6 text-ink-2 [overflow-wrap:anywhere]">
        {t("setUpIntro", { school: enrollee.schoolName })}
      </p>
      <NextIntlClientProvider messages={{ secondFactor, shell: { notifications, dismiss }, errors }}>
        <Enrol hasPassword={passwordHash !== null} email={enrollee.userEmail ?? ""} goOn={target} />
        <Toaster />
      </NextIntlClientProvider>
      <Awake />
      <form action={leave} className="mt-6">
        <Button type="submit" variant="quiet" className="-ml-3">
          {t("signOut")}
        </Button>
      </form>
    </>
  );
}
