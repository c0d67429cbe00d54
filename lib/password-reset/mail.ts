import "server-only";
import { randomUUID } from "node:crypto";
import { createTranslator } from "use-intl/core";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { sendMail } from "#lib/mail/send.ts";
import { mailSite } from "#lib/mail/site.ts";
import { RESET_MINUTES } from "#lib/password-reset/constants.ts";
import { findForgetful } from "#lib/password-reset/data.ts";
import { makeMailedLink } from "#lib/password-reset/mailed.mutations.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const MESSAGES = { en, es } as const;

/** Somebody has asked for a new password for this e-mail: when (ISO 8601), and from where. It holds no secret. */
export type ResetJob = { email: string; at: string; origin: RequestOrigin };

/**
 * Mails a link for a new password to whoever has the e-mail, in their language; to nobody where nobody has it. The
 * secret is made here, so that no job's row ever holds it.
 * @throws {Error} when the mail server is away or refuses: the job is then tried again, for as long as a link is good.
 */
export async function mailReset({ email, at, origin }: ResetJob): Promise<void> {
  const address = mailSite();
  if (address === null) return;
  if (Date.now() - Date.parse(at) > RESET_MINUTES * 60_000) return;
  const person = await findForgetful(email);
  if (person === null) return;
  const secret = await makeMailedLink(person, origin);
  const locale = chooseLocale({ account: person.locale });
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "resetMail" });
  const values = { name: person.name, email: person.email, site: new URL(address).host };
  const link = `${address}/reset#${secret}`;
  await sendMail({
    // The address that is kept, and not what was typed: two that look alike to a database may be two mailboxes.
    to: { name: person.name, address: person.email },
    subject: t("subject", values),
    text: `${[t("greeting", values), t("text", values), link, t("note"), t("ignore")].join("\n\n")}\n`,
    id: `reset-${randomUUID()}`,
  });
}
