import "server-only";
import { config } from "#lib/config.ts";
import { canMail } from "#lib/mail/send.ts";

/**
 * The address before the links in mails, or null where none can be mailed. It is the one that is configured, never what
 * a request says of the host: the link must lead here.
 */
export function mailSite(): string | null {
  const address = config().NEXTAUTH_URL?.replace(/\/+$/, "");
  return canMail() && address !== undefined ? address : null;
}
