import "server-only";
import { createTranslator } from "use-intl/core";
import { config } from "#lib/config.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import type { Jobs } from "#lib/jobs/types.ts";
import { canMail, sendMail } from "#lib/mail/send.ts";
import { findDisabled } from "#lib/webhooks/disabled-mail.data.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const MESSAGES = { en, es } as const;

/**
 * Tells an administrator, in their language, that a webhook was switched off. Nothing is sent where it is on again.
 * @throws {Error} when the mail server is away or refuses: the job is then tried again.
 */
export async function mailDisabled({ webhookId, userId, at }: Jobs["mail_webhook_disabled"]): Promise<void> {
  if (!canMail()) return;
  const found = await findDisabled(webhookId, userId);
  if (found === null) return;
  const locale = chooseLocale({ account: found.locale });
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "webhookMail" });
  const values = { school: found.school, name: found.name, url: found.url };
  const origin = config().NEXTAUTH_URL?.replace(/\/+$/, "");
  const paragraphs = [
    t("greeting", values),
    t(`text.${found.reason}`, values),
    t("what"),
    ...(origin === undefined ? [] : [t("link", { link: `${origin}/settings/school/webhooks/${webhookId}` })]),
    t("why", values),
  ];
  await sendMail({
    to: { name: found.name, address: found.email },
    subject: t("subject", values),
    text: `${paragraphs.join("\n\n")}\n`,
    id: `webhook-${webhookId}-${userId}-${Date.parse(at)}`,
  });
}
