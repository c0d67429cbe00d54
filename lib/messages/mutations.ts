import "server-only";
import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { uploads } from "#db/schema/uploads.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { addJobs } from "#lib/jobs/mutations.ts";
import { canMail } from "#lib/mail/send.ts";
import { readAudience } from "#lib/messages/audience.ts";
import {
  awaitsFiles,
  checkContent,
  type DraftRow,
  expunge,
  hang,
  insertDraft,
  lockDraft,
  requireReadable,
} from "#lib/messages/draft.mutations.ts";
import type { Content } from "#lib/messages/types.ts";
import { foldName } from "#lib/storage/filename.ts";
import { endUpload } from "#lib/uploads/mutations.ts";

/** Everybody whom the draft names and who is an active member now; the author only where they are named by id. */
async function deliver(tx: Transaction, actor: Actor, draft: DraftRow): Promise<string[]> {
  const named = readAudience(draft.audience);
  if (named === null) throw new AppError("invalid_request", { field: "to" });
  const { school, roles, userIds } = named;
  const got = await tx.execute<{ user_id: string }>(sql`
    insert into ${messageRecipients} (school_id, message_id, user_id, sent_at)
    select m.school_id, ${draft.id}::uuid, m.user_id, now()
    from memberships m join users u on u.id = m.user_id
    where m.school_id = ${actor.schoolId} and u.kind = 'person' and u.suspended_at is null
      and m.suspended_at is null and m.left_at is null
      and (m.user_id = any(${sql.param(userIds)}::uuid[]) or (m.user_id <> ${actor.userId}::uuid
        and (${school}::boolean or m.role = any(${sql.param(roles)}::text[]))))
    returning user_id`);
  if (got.length === 0) throw new AppError("no_recipients");
  return got.map(({ user_id }) => user_id);
}

async function send(tx: Transaction, actor: Actor, draft: DraftRow): Promise<void> {
  if (await awaitsFiles(tx, draft.id)) throw new AppError("attachments_pending");
  const files = await tx.$count(messageAttachments, eq(messageAttachments.messageId, draft.id));
  if (files === 0 && draft.subject === "" && draft.body.trim() === "")
    throw new AppError("invalid_request", { field: "subject" });
  const recipients = await deliver(tx, actor, draft);
  await tx
    .update(messages)
    .set({
      state: "sent",
      sentAt: sql`now()`,
      updatedAt: sql`now()`,
      search: foldName(`${draft.subject}\n${draft.body}\n${actor.userName}`),
    })
    .where(eq(messages.id, draft.id));
  // Without a mail server nothing waits: what could be said once there is one would be said too late.
  if (canMail()) {
    await addJobs(
      tx,
      "mail_message",
      recipients.map((userId) => ({
        payload: { messageId: draft.id, userId },
        key: `message:${draft.id}:${userId}`,
      })),
    );
  }
  await record(tx, actor, {
    action: "message.sent",
    targetType: "message",
    targetId: draft.id,
    details: { recipients: recipients.length, attachments: files },
  });
}

/**
 * Sends a draft to whom it names, as the school's members are now.
 * @throws {AppError} `forbidden`, `message_not_found`, `attachments_pending`, `no_recipients`, `invalid_request` for one
 * that says nothing.
 */
export async function sendDraft(actor: Actor, id: string): Promise<void> {
  await authorize(actor, "messages:write");
  await database().transaction(async (tx) => send(tx, actor, await lockDraft(tx, actor, id)));
}

/**
 * Writes and sends a message in one go.
 * @param documentIds what to attach of what the actor may read.
 * @param newId of the message; a new one where none is given.
 * @returns its id.
 * @throws {AppError} `forbidden`, `not_found` for a document, `no_recipients`, `invalid_request` naming the field.
 */
export async function sendMessage(
  actor: Actor,
  content: Content,
  documentIds: readonly string[] = [],
  newId?: string,
): Promise<string> {
  await authorize(actor, "messages:write");
  await requireReadable(actor, documentIds);
  return database().transaction(async (tx) => {
    const id = await insertDraft(tx, actor, await checkContent(tx, actor, content), newId);
    await hang(tx, actor.schoolId, id, documentIds);
    await send(tx, actor, await lockDraft(tx, actor, id));
    return id;
  });
}

/**
 * Gives a draft up, with what is on its way for it; files that were uploaded for it go to the trash.
 * @throws {AppError} `forbidden`, `message_not_found`.
 */
export async function discardDraft(actor: Actor, id: string): Promise<void> {
  await authorize(actor, "messages:write");
  const open = await database()
    .select({ id: uploads.id })
    .from(uploads)
    .innerJoin(messages, and(eq(messages.id, uploads.messageId), eq(messages.authorId, actor.userId)))
    .where(
      and(eq(uploads.schoolId, actor.schoolId), eq(uploads.messageId, id), eq(uploads.status, "pending")),
    );
  for (const upload of open) await endUpload(actor, upload.id, { status: "aborted" });
  await database().transaction(async (tx) => {
    await lockDraft(tx, actor, id);
    if (await awaitsFiles(tx, id)) throw new AppError("attachments_pending");
    await expunge(tx, actor, id);
    await record(tx, actor, {
      action: "message.deleted",
      targetType: "message",
      targetId: id,
      details: { box: "drafts" },
    });
  });
}

const received = (actor: Actor, id: string, ...more: (SQL | undefined)[]) =>
  and(
    eq(messageRecipients.schoolId, actor.schoolId),
    eq(messageRecipients.userId, actor.userId),
    eq(messageRecipients.messageId, id),
    ...more,
  );

/**
 * Notes whether the actor has read a message of their inbox.
 * @throws {AppError} `forbidden`, `message_not_found`.
 */
export async function markMessage(actor: Actor, id: string, read: boolean): Promise<void> {
  await authorize(actor, "messages:read");
  const changed = await database()
    .update(messageRecipients)
    .set({ readAt: read ? sql`coalesce(${messageRecipients.readAt}, now())` : null })
    .where(received(actor, id, isNull(messageRecipients.deletedAt)))
    .returning({ id: messageRecipients.messageId });
  if (changed.length === 0) throw new AppError("message_not_found");
}

/**
 * Takes a message out of the actor's own inbox, or out of what they have sent, or puts it back. Others keep theirs.
 * @throws {AppError} `forbidden`, `message_not_found`.
 */
export async function moveMessage(
  actor: Actor,
  id: string,
  box: "inbox" | "sent",
  to: "gone" | "back",
): Promise<void> {
  await authorize(actor, "messages:read");
  const gone = to === "gone" ? sql`now()` : null;
  const other = (column: typeof messages.authorDeletedAt | typeof messageRecipients.deletedAt) =>
    to === "gone" ? isNull(column) : isNotNull(column);
  await database().transaction(async (tx) => {
    const changed =
      box === "inbox"
        ? await tx
            .update(messageRecipients)
            .set({ deletedAt: gone })
            .where(received(actor, id, other(messageRecipients.deletedAt)))
            .returning({ id: messageRecipients.messageId })
        : await tx
            .update(messages)
            .set({ authorDeletedAt: gone })
            .where(
              and(
                eq(messages.id, id),
                eq(messages.schoolId, actor.schoolId),
                eq(messages.authorId, actor.userId),
                eq(messages.state, "sent"),
                other(messages.authorDeletedAt),
              ),
            )
            .returning({ id: messages.id });
    if (changed.length === 0) throw new AppError("message_not_found");
    if (to === "back") return;
    await record(tx, actor, {
      action: "message.deleted",
      targetType: "message",
      targetId: id,
      details: { box },
    });
  });
}
