import type { Metadata } from "next";
import Link from "next/link";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { JoinForm } from "#components/auth/join-form.tsx";
import { Awake } from "#components/shell/awake.tsx";
import { oneOf, type SearchParams } from "#components/shell/search-params.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { openInvitation } from "#lib/members/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("join");
  // The address holds a secret until it is used: it goes nowhere.
  return { title: t("submit"), referrer: "no-referrer" };
}

/** Joins a school by a one-time link. */
export default async function InvitePage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  const secret = oneOf(token) ?? null;
  const [invitation, t, role, can, { join, errors, forms }] = await Promise.all([
    openInvitation(secret),
    getTranslations("join"),
    getTranslations("roles"),
    getTranslations("members.roleCan"),
    getMessages(),
  ]);
  if (invitation === null || secret === null) {
    return (
      <>
        <h1 className="text-title font-semibold tracking-tight">{t("badTitle")}</h1>
        <p className="mt-1 mb-6 text-ink-2">{t("bad")}</p>
        <Link href="/sign-in" className={buttonClass()}>
          {t("toSignIn")}
        </Link>
        <Awake />
      </>
    );
  }
  const { schoolName, email, name, hasAccount } = invitation;
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight [overflow-wrap:anywhere]">
        {t("title", { school: schoolName })}
      </h1>
      <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">
        {t("intro", { role: role(invitation.role), email })}
      </p>
      <p className="mt-1 mb-6 text-small text-ink-3">{can(invitation.role)}</p>
      <NextIntlClientProvider messages={{ join, errors, forms }}>
        <JoinForm token={secret} email={email} name={name} hasAccount={hasAccount} />
      </NextIntlClientProvider>
      <Awake />
    </>
  );
}
