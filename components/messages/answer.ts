import { MAX_BODY, MAX_SUBJECT } from "#lib/messages/constants.ts";
import type { Audience, Message } from "#lib/messages/types.ts";

/**
 * Whom an answer goes to and what it is about: to the author or, of one's own message, to those it named; with `all`
 * to everybody whom it named as well, but oneself.
 */
export function answerTo(
  message: Pick<Message, "author" | "to" | "subject" | "mine">,
  userId: string,
  all: boolean,
): { to: Audience; subject: string } {
  const { author, to, subject, mine } = message;
  const named = all || mine ? to : { school: false, roles: [], people: [] };
  const people = [...(mine ? [] : [author]), ...named.people].filter(
    ({ id, name }, at, every) =>
      id !== userId && name !== null && every.findIndex((one) => one.id === id) === at,
  );
  const about = /^re: /i.test(subject) ? subject : `Re: ${subject}`;
  return { to: { ...named, people }, subject: about.trim().slice(0, MAX_SUBJECT).toWellFormed() };
}

/** What is answered, below room for the answer. */
export function quote(intro: string, body: string): string {
  const lines = body.trim().split(/\r\n|\r|\n/);
  const quoted = `\n\n${intro}\n${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}`;
  return quoted.length <= MAX_BODY / 2 ? quoted : `${quoted.slice(0, MAX_BODY / 2).toWellFormed()}…`;
}
