import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { SecondStepForm } from "#components/second-factor/second-step-form.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { currentStep } from "#lib/auth/session.ts";
import { findStep } from "#lib/second-factor/open.mutations.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("secondStep");
  return { title: t("title") };
}

const QUIET = "text-small text-ink-2 underline underline-offset-2 hover:text-ink pointer-coarse:py-3";

/** The second step of signing in; who has not passed the first, or too long ago, begins there. */
export default async function SecondStepPage({ searchParams }: { searchParams: SearchParams }) {
  const { next, with: chosen } = await searchParams;
  const target = nextPath(oneOf(next));
  const back = `/sign-in?next=${encodeURIComponent(target)}`;
  const step = await currentStep();
  if (step === null || (await findStep(step)) === null) redirect(back);
  const isRecovery = oneOf(chosen) === "recovery";
  const [t, { secondStep, errors, forms }] = await Promise.all([
    getTranslations("secondStep"),
    getMessages(),
  ]);
  const other = `/sign-in/code?next=${encodeURIComponent(target)}${isRecovery ? "" : "&with=recovery"}`;
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{t("title")}</h1>
      <p className="mt-1 mb-6 text-ink-2">{t(isRecovery ? "recoveryIntro" : "intro")}</p>
      <NextIntlClientProvider messages={{ secondStep, errors, forms }}>
        <SecondStepForm key={String(isRecovery)} next={target} isRecovery={isRecovery} />
      </NextIntlClientProvider>
      <Awake />
      <p className="mt-6 flex flex-wrap gap-x-4 gap-y-1">
        <Link href={other} className={QUIET}>
          {t(isRecovery ? "useApp" : "useRecovery")}
        </Link>
        <Link href={back} className={QUIET}>
          {t("again")}
        </Link>
      </p>
      <p className="mt-4 text-small text-ink-3">{t("help")}</p>
    </>
  );
}
