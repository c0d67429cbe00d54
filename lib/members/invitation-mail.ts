import "server-only";
import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/auth/actor.ts";
import type { Role } from "#lib/auth/permissions.ts";
import { config } from "#lib/config.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { log } from "#lib/log.ts";
import { canMail, sendMail } from "#lib/mail/send.ts";
import { INVITATION_DAYS } from "#lib/members/constants.ts";
import type { Invited } from "#lib/members/types.ts";

/**
 * Mails an invitation, in the inviter's language. It is no job: a job's row would hold the secret. Where it cannot be
 * sent, the inviter is told and hands the link over.
 */
export async function mailInvitation(
  actor: Actor,
  person: { email: string; name: string; role: Role },
  secret: string,
): Promise<Invited["mail"]> {
  // Never from what a request says of the host: the link must lead here.
  const origin = config().NEXTAUTH_URL?.replace(/\/+$/, "");
  if (!canMail() || origin === undefined) return "none";
  const locale = chooseLocale({ account: actor.locale });
  const t = await getTranslations({ locale, namespace: "invitationMail" });
  const values = {
    name: person.name,
    school: actor.schoolName,
    author: actor.userName,
    days: INVITATION_DAYS,
  };
  const link = `${origin}/invite?token=${secret}`;
  try {
    await sendMail({
      to: { name: person.name, address: person.email },
      subject: t("subject", values),
      text: `${[t("greeting", values), t("text", values), link, t("note", values)].join("\n\n")}\n`,
      id: `invitation-${randomUUID()}`,
    });
    return "sent";
  } catch (error) {
    log.warn({ err: error }, "an invitation could not be mailed");
    return "failed";
  }
}
