import "server-only";
import { createTranslator } from "use-intl/core";
import { config } from "#lib/config.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { canMail, sendMail } from "#lib/mail/send.ts";
import type { Warning } from "#lib/quota/room.ts";
import { findRecipient } from "#lib/quota/warn.data.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const MESSAGES = { en, es } as const;
const GB = 1_000_000_000;

/** A warning to one administrator; `at` tells this crossing from later ones. */
export type WarningJob = { schoolId: string; userId: string; warning: Warning; at: string };

/**
 * Tells an administrator, in their language, that their school has passed 80 or 95 percent of its quota. Nothing is sent
 * where that is over meanwhile, or where they are no administrator any more.
 * @throws {Error} when the mail server is away or refuses: the job is then tried again.
 */
export async function mailWarning({ schoolId, userId, warning, at }: WarningJob): Promise<void> {
  if (!canMail()) return;
  const found = await findRecipient(schoolId, userId, warning);
  if (found === null) return;
  const locale = chooseLocale({ account: found.locale });
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "quotaMail" });
  const size = (bytes: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: "gigabyte", maximumSignificantDigits: 3 }).format(
      bytes / GB,
    );
  const values = {
    school: found.school,
    name: found.name,
    percent: warning,
    used: size(found.used),
    quota: size(found.quota),
  };
  const origin = config().NEXTAUTH_URL?.replace(/\/+$/, "");
  const paragraphs = [
    t("greeting", values),
    t("text", values),
    ...(found.trash > 0 ? [t("trash", { trash: size(found.trash) })] : []),
    t("beyond"),
    ...(origin === undefined ? [] : [t("link", { link: `${origin}/usage` })]),
    t("why", values),
  ];
  await sendMail({
    to: { name: found.name, address: found.email },
    subject: t("subject", values),
    text: `${paragraphs.join("\n\n")}\n`,
    id: `quota-${schoolId}-${userId}-${warning}-${Date.parse(at)}`,
  });
}
