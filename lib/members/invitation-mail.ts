import "server-only";
import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/auth/actor.ts";
import type { Role } from "#lib/auth/permissions.ts";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { log } from "#lib/log.ts";
import { sendMail } from "#lib/mail/send.ts";
import { mailSite } from "#lib/mail/site.ts";
import { invitationText } from "#lib/members/invitation-text.ts";
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
  const site = mailSite();
  if (site === null) return "none";
  const locale = chooseLocale({ account: actor.locale });
  const t = await getTranslations({ locale, namespace: "invitationMail" });
  const named = { name: person.name, school: actor.schoolName, author: actor.userName };
  try {
    await sendMail({
      to: { name: person.name, address: person.email },
      ...invitationText(t, named, `${site}/invite?token=${secret}`),
      id: `invitation-${randomUUID()}`,
    });
    return "sent";
  } catch (error) {
    log.warn({ err: error }, "an invitation could not be mailed");
    return "failed";
  }
}
