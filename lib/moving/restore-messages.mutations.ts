import "server-only";
import { and, eq } from "drizzle-orm";
import { v7 } from "uuid";
import { database } from "#db/client.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import type { ExportedMessage } from "#lib/moving/export-format.ts";
import { linkedTo, noteLink } from "#lib/moving/restore-people.mutations.ts";
import { linkKey } from "#lib/moving/source-key.ts";
import { foldName } from "#lib/storage/filename.ts";

type People = ReadonlyMap<string, string>;

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

/**
 * Makes the row of a message of an export, as a draft of its author's: it is there before its files, and nobody gets it
 * before they are.
 * @throws {AppError} `forbidden`.
 */
export async function beginMessage(
  actor: Actor,
  source: string,
  message: ExportedMessage,
  people: People,
): Promise<void> {
  await authorize(actor, "members:manage");
  const { schoolId } = actor;
  await database().transaction(async (tx) => {
    const key = linkKey(source, "message", message.id);
    if ((await linkedTo(tx, schoolId, [key])).has(key)) return;
    const id = v7();
    await noteLink(tx, schoolId, key, id);
    await tx.insert(messages).values({
      id,
      schoolId,
      authorId: people.get(message.author) ?? actor.userId,
      subject: message.subject,
      body: message.body,
      audience: message.to.map((word) => people.get(word) ?? word),
    });
  });
}

/** The message here of one of an export; null where it was not begun. */
export async function messageHere(actor: Actor, source: string, id: string): Promise<string | null> {
  await authorize(actor, "members:manage");
  const key = linkKey(source, "message", id);
  return (await linkedTo(database(), actor.schoolId, [key])).get(key) ?? null;
}

/**
 * Makes a message of an export what it was: sent when it was sent, with whom it reached and what hangs on it. Nobody is
 * told by mail. Again is fine.
 * @param documentIds what hangs on it, here.
 * @throws {AppError} `forbidden`.
 */
export async function finishMessage(
  actor: Actor,
  source: string,
  message: ExportedMessage,
  { people, documentIds }: { people: People; documentIds: readonly string[] },
): Promise<void> {
  const id = await messageHere(actor, source, message.id);
  if (id === null) return;
  const { schoolId } = actor;
  await database().transaction(async (tx) => {
    const [row] = await tx
      .select({ state: messages.state, author: users.name })
      .from(messages)
      .innerJoin(users, eq(users.id, messages.authorId))
      .where(and(eq(messages.schoolId, schoolId), eq(messages.id, id)))
      .for("update", { of: messages });
    if (row?.state !== "draft") return;
    const sentAt = new Date(message.sent_at);
    const got = message.recipients.flatMap((one) => {
      const userId = people.get(one.id);
      if (userId === undefined) return [];
      const [readAt, deletedAt] = [dateOf(one.read_at), dateOf(one.deleted_at)];
      return [{ schoolId, messageId: id, userId, sentAt, readAt, deletedAt }];
    });
    if (got.length > 0) await tx.insert(messageRecipients).values(got).onConflictDoNothing();
    const files = documentIds.map((documentId) => ({ schoolId, messageId: id, documentId }));
    if (files.length > 0) await tx.insert(messageAttachments).values(files).onConflictDoNothing();
    await tx
      .update(messages)
      .set({
        state: "sent",
        sentAt,
        updatedAt: sentAt,
        authorDeletedAt: dateOf(message.author_deleted_at),
        search: foldName(`${message.subject}\n${message.body}\n${row.author}`),
      })
      .where(eq(messages.id, id));
  });
}
