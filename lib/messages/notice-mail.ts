import "server-only";
import { createTranslator } from "use-intl/core";
import { config } from "#lib/config.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { canMail, sendMail } from "#lib/mail/send.ts";
import { findNotified } from "#lib/messages/notice.data.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const MESSAGES = { en, es } as const;

/** A notice of one message to one of those who got it. */
export type NoticeJob = { messageId: string; userId: string };

/**
 * Tells somebody by mail, in their language, that they have a message, from whom and where it is; neither its subject
 * nor its text, which may name a child and would lie in a mailbox that the school does not govern.
 * @throws {Error} when the mail server is away or refuses: the job is then tried again.
 */
export async function mailNotice({ messageId, userId }: NoticeJob): Promise<void> {
  if (!canMail()) return;
  const found = await findNotified(messageId, userId);
  if (found === null) return;
  const locale = chooseLocale({ account: found.locale });
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "messageMail" });
  const values = { name: found.name, school: found.school, author: found.author ?? t("somebody") };
  const origin = config().NEXTAUTH_URL?.replace(/\/+$/, "");
  const paragraphs = [
    t("greeting", values),
    t("text", values),
    ...(origin === undefined ? [] : [t("link", { link: `${origin}/messages/${messageId}` })]),
    t("private"),
    ...(origin === undefined ? [] : [t("off", { link: `${origin}/settings/account#messages` })]),
  ];
  await sendMail({
    to: { name: found.name, address: found.email },
    subject: t("subject", values),
    text: `${paragraphs.join("\n\n")}\n`,
    id: `message-${messageId}-${userId}`,
  });
}
