import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { LinkedAccounts } from "#components/oidc/linked-accounts.tsx";
import type { LinkedAccount } from "#lib/oidc/types.ts";

/** The part of the account page that is about the sign-in provider; nothing where there is none and never was. */
export async function OwnLinks(props: {
  provider: string | null;
  links: readonly LinkedAccount[];
  hasPassword: boolean;
}) {
  const { links, hasPassword } = props;
  const provider = props.provider ?? links[0]?.host;
  if (provider === undefined) return null;
  const [t, { provider: words, errors, time, dialog }] = await Promise.all([
    getTranslations("provider"),
    getMessages(),
  ]);
  return (
    <section
      aria-labelledby="provider-title"
      className="grid gap-4 border-t border-line py-6 md:grid-cols-[14rem_minmax(0,24rem)]"
    >
      <h2 id="provider-title" className="font-semibold">
        {t("linked", { provider })}
      </h2>
      <div className="flex flex-col gap-4">
        <NextIntlClientProvider messages={{ provider: words, errors, time, dialog }}>
          <LinkedAccounts provider={provider} links={links} hasPassword={hasPassword} />
        </NextIntlClientProvider>
      </div>
    </section>
  );
}
