import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { QuietLink } from "#components/auth/quiet-link.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { nextPath } from "#lib/auth/next-path.ts";
import { currentActor, currentEnrollee } from "#lib/auth/session.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

/** Sign-in; who is signed in already goes straight on to where they were heading. */
export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { next } = await searchParams;
  const target = nextPath(oneOf(next));
  if (await currentActor()) redirect(target);
  if (await currentEnrollee()) redirect(`/sign-in/set-up?next=${encodeURIComponent(target)}`);
  const t = await getTranslations("signIn");
  return (
    <>
      <h1 className="mb-6 text-title font-semibold tracking-tight">{t("title")}</h1>
      <SignInForm next={target} />
      <Awake />
      <p className="mt-4">
        <QuietLink href="/forgotten">{t("forgotten")}</QuietLink>
      </p>
    </>
  );
}
