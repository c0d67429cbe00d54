import "server-only";
import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/auth/actor.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { log } from "#lib/log.ts";
import { canMail, sendMail } from "#lib/mail/send.ts";

/** Tells somebody, in their own language, that an administrator has reset their second step. */
export async function mailSecondFactorReset(
  actor: Actor,
  person: { name: string; email: string; locale: string | null },
): Promise<void> {
  if (!canMail()) return;
  const locale = chooseLocale({ account: person.locale ?? actor.locale });
  const t = await getTranslations({ locale, namespace: "secondFactorMail" });
  const values = { name: person.name, school: actor.schoolName, author: actor.userName };
  try {
    await sendMail({
      to: { name: person.name, address: person.email },
      subject: t("subject", values),
      text: `${[t("greeting", values), t("text", values), t("note", values)].join("\n\n")}\n`,
      id: `second-factor-${randomUUID()}`,
    });
  } catch (error) {
    log.warn({ err: error }, "a reset of a second step could not be mailed");
  }
}
