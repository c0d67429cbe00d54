import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { database } from "#db/client.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { reachableIn, recipientAmong } from "#lib/mail/recipient.data.ts";
import { namesOf } from "#lib/messages/people.data.ts";

/**
 * Who is to be told of a message by mail; null for whoever has read or deleted it meanwhile, wants no such mail, or is
 * no active member any more.
 */
export async function findNotified(messageId: string, userId: string) {
  const [got] = await database()
    .select({ schoolId: messageRecipients.schoolId, authorId: messages.authorId })
    .from(messageRecipients)
    .innerJoin(messages, eq(messages.id, messageRecipients.messageId))
    .where(
      and(
        eq(messageRecipients.messageId, messageId),
        eq(messageRecipients.userId, userId),
        isNull(messageRecipients.readAt),
        isNull(messageRecipients.deletedAt),
      ),
    );
  if (got === undefined) return null;
  const person = await recipientAmong(and(reachableIn(got.schoolId), eq(users.messageMail, true)), userId);
  if (person === null) return null;
  const author = (await namesOf(got.schoolId, [got.authorId])).get(got.authorId) ?? null;
  return { ...person, author };
}

/** Whether the actor is told of messages by mail. */
export async function wantsMail(actor: Actor): Promise<boolean> {
  const [row] = await database()
    .select({ wants: users.messageMail })
    .from(users)
    .where(eq(users.id, actor.userId));
  return row?.wants ?? false;
}
