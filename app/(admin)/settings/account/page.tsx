import type { Metadata } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { LocaleChoice } from "#components/account/locale-choice.tsx";
import { MessageMail } from "#components/account/message-mail.tsx";
import { PasswordForm } from "#components/account/password-form.tsx";
import { SessionList } from "#components/account/session-list.tsx";
import { ThemeChoice } from "#components/account/theme-choice.tsx";
import { OwnLinks } from "#components/oidc/own-links.tsx";
import { PictureSettings } from "#components/profiles/picture-settings.tsx";
import { SecondFactorSettings } from "#components/second-factor/second-factor-settings.tsx";
import { isTheme, THEME_COOKIE } from "#components/shell/theme.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { canMail } from "#lib/mail/send.ts";
import { wantsMail } from "#lib/messages/notice.data.ts";
import { ownLinks } from "#lib/oidc/links.data.ts";
import { providerSettings } from "#lib/oidc/settings.ts";
import { ownPicture } from "#lib/profiles/data.ts";
import { secondFactorState } from "#lib/second-factor/data.ts";
import { listSessions } from "#lib/sessions/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

function Section({ id, title, children }: { id?: string; title: string; children: ReactNode }) {
  return (
    <section id={id} className="grid gap-4 border-t border-line py-6 md:grid-cols-[14rem_minmax(0,24rem)]">
      <h2 className="font-semibold">{title}</h2>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  );
}

/** The reader's own account. */
export default async function AccountPage() {
  const actor = await pageActor();
  const [t, twoSteps, sessionWords, role, locale, jar, messages, picture, mail, factor, signedIn] =
    await Promise.all([
      getTranslations("account"),
      getTranslations("secondFactor"),
      getTranslations("sessions"),
      getTranslations("roles"),
      getLocale(),
      cookies(),
      getMessages(),
      ownPicture(actor),
      wantsMail(actor),
      secondFactorState(actor),
      listSessions(actor),
    ]);
  const { profile, dialog, errors, secondFactor, sessions, time } = messages;
  const theme = jar.get(THEME_COOKIE)?.value;
  const facts = [
    [t("name"), actor.userName],
    [t("email"), actor.userEmail],
    [t("role"), role(actor.role)],
    [t("school"), actor.schoolName],
    [t("timeZone"), actor.timeZone.replaceAll("_", " ")],
  ];
  return (
    <>
      <PageHeader title={t("title")} />
      <Section title={t("about")}>
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-2">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t("picture")}>
        <NextIntlClientProvider messages={{ profile, dialog, errors }}>
          <PictureSettings name={actor.userName} url={picture} />
        </NextIntlClientProvider>
      </Section>
      <Section title={t("appearance")}>
        <LocaleChoice locale={locale} />
        <ThemeChoice theme={isTheme(theme) ? theme : "system"} />
      </Section>
      {canMail() && (
        <Section id="messages" title={t("messages")}>
          <MessageMail wants={mail} />
        </Section>
      )}
      <Section title={t("password")}>
        <PasswordForm email={actor.userEmail ?? ""} />
      </Section>
      <Section id="two-steps" title={twoSteps("title")}>
        <NextIntlClientProvider messages={{ secondFactor, errors, time }}>
          <SecondFactorSettings first={factor} email={actor.userEmail ?? ""} />
        </NextIntlClientProvider>
      </Section>
      <OwnLinks provider={providerSettings()?.name ?? null} {...(await ownLinks(actor))} />
      <Section id="sessions" title={sessionWords("title")}>
        <NextIntlClientProvider messages={{ sessions, errors, time }}>
          <SessionList sessions={signedIn} />
        </NextIntlClientProvider>
      </Section>
    </>
  );
}
