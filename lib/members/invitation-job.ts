import "server-only";
import { randomUUID } from "node:crypto";
import { createTranslator } from "use-intl/core";
import { chooseLocale } from "#lib/i18n/negotiate.ts";
import { sendMail } from "#lib/mail/send.ts";
import { mailSite } from "#lib/mail/site.ts";
import { renewInvitation } from "#lib/members/invitation-job.mutations.ts";
import { invitationText } from "#lib/members/invitation-text.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const MESSAGES = { en, es } as const;

/** Mails one of many invitations, in the inviter's language; its secret is made here, so that no job's row holds it. */
export type InvitationJob = { invitationId: string };

/**
 * @throws {Error} when the mail server is away or refuses: the job is then tried again, for as long as the invitation
 * waits.
 */
export async function mailWaitingInvitation({ invitationId }: InvitationJob): Promise<void> {
  const site = mailSite();
  if (site === null) return;
  const found = await renewInvitation(invitationId);
  if (found === null) return;
  const locale = chooseLocale({ account: found.locale });
  const t = createTranslator({ locale, messages: MESSAGES[locale], namespace: "invitationMail" });
  await sendMail({
    to: { name: found.name, address: found.email },
    ...invitationText(t, found, `${site}/invite?token=${found.secret}`),
    id: `invitation-${randomUUID()}`,
  });
}
