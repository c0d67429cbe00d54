import "server-only";
import { createTransport } from "nodemailer";
import { config } from "#lib/config.ts";
import { type Env, mailConfigured } from "#lib/env.ts";
import { readMailServer } from "#lib/mail/server.ts";

/** Milliseconds in which a mail server must say something. */
const PATIENCE = 15_000;

export type Mail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  /** Names the mail for ever: one that is sent twice, because an answer was lost, is known as the same. */
  id: string;
};

/** Whether mail can be sent at all. */
export function canMail(env: Env = config()): boolean {
  return mailConfigured(env);
}

/**
 * Sends one mail to one person, as plain text.
 * @throws {Error} when the mail server is away or refuses it; its message holds no password.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const env = config();
  const server = mailConfigured(env) ? readMailServer(env.SMTP_URL) : null;
  if (server === null || env.SMTP_FROM === undefined) throw new Error("SMTP_URL is not set.");
  const transport = createTransport({
    ...server,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s@>]+)>?$/.exec(env.SMTP_FROM)?.[1] ?? "localhost";
  try {
    await transport.sendMail({
      from: env.SMTP_FROM,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.id}@${domain}>`,
      // Out-of-office replies answer people, not programs (RFC 3834).
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } finally {
    transport.close();
  }
}
