import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messages } from "#db/schema/messages.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { findAllReadable } from "#lib/documents/data.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { lockRows, moveRows } from "#lib/documents/rows.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { readAudience, writeAudience } from "#lib/messages/audience.ts";
import { MAX_ATTACHMENTS, MAX_BODY, MAX_NAMED, MAX_SUBJECT } from "#lib/messages/constants.ts";
import { membersAmong } from "#lib/messages/people.data.ts";
import type { Content } from "#lib/messages/types.ts";

export type DraftRow = typeof messages.$inferSelect;

const fits = (text: string, most: number) =>
  text.length <= most && text.isWellFormed() && !text.includes("\0");

/** What is stored of a message's content. */
export async function checkContent(tx: Transaction, actor: Actor, { subject, body, to }: Content) {
  if (!fits(subject, MAX_SUBJECT)) throw new AppError("invalid_request", { field: "subject" });
  if (!fits(body, MAX_BODY)) throw new AppError("invalid_request", { field: "body" });
  const named = to.length <= MAX_NAMED ? readAudience(to) : null;
  const members = named && (await membersAmong(tx, actor.schoolId, named.userIds));
  if (named === null || members?.size !== named.userIds.length)
    throw new AppError("invalid_request", { field: "to" });
  return { subject: subject.replace(/\s+/gu, " ").trim(), body, audience: writeAudience(named) };
}

/** The actor's own draft, locked: nothing is added to it and it is not sent meanwhile. */
export async function lockDraft(tx: Transaction, actor: Actor, id: string): Promise<DraftRow> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.id, id),
        eq(messages.schoolId, actor.schoolId),
        eq(messages.authorId, actor.userId),
        eq(messages.state, "draft"),
      ),
    )
    .for("update");
  if (row === undefined) throw new AppError("message_not_found");
  return row;
}

/**
 * Keeps what is being written.
 * @param id of the draft; null for a new one.
 * @returns the draft's id.
 * @throws {AppError} `forbidden`, `message_not_found`, `invalid_request` naming the field.
 */
export async function saveDraft(actor: Actor, id: string | null, content: Content): Promise<string> {
  await authorize(actor, "messages:write");
  return database().transaction(async (tx) => {
    const values = await checkContent(tx, actor, content);
    if (id !== null) {
      await lockDraft(tx, actor, id);
      await tx
        .update(messages)
        .set({ ...values, updatedAt: sql`now()` })
        .where(eq(messages.id, id));
      return id;
    }
    return insertDraft(tx, actor, values);
  });
}

/** Writes a new draft's row, under `id` where one is given. */
export async function insertDraft(
  tx: Transaction,
  actor: Actor,
  values: Awaited<ReturnType<typeof checkContent>>,
  id?: string,
): Promise<string> {
  const [made] = await tx
    .insert(messages)
    .values({ ...(id !== undefined && { id }), schoolId: actor.schoolId, authorId: actor.userId, ...values })
    .returning({ id: messages.id });
  if (made === undefined) throw new Error("A draft was written and is not there.");
  return made.id;
}

/** Hangs documents on a message that is locked. That the actor may read them is for the caller to know. */
export async function hang(
  tx: Transaction,
  schoolId: string,
  messageId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  await tx
    .insert(messageAttachments)
    .values(documentIds.map((documentId) => ({ schoolId, messageId, documentId })))
    .onConflictDoNothing();
  const hanging = await tx.$count(messageAttachments, eq(messageAttachments.messageId, messageId));
  if (hanging > MAX_ATTACHMENTS)
    throw new AppError("invalid_request", { field: "attachments", limit: MAX_ATTACHMENTS });
}

/**
 * Holds that the actor may read each of these documents.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function requireReadable(actor: Actor, documentIds: readonly string[]): Promise<void> {
  if (documentIds.length === 0) return;
  const { refused } = await findAllReadable(actor, documentIds);
  if (refused[0] !== undefined) throw new AppError(refused[0].code);
}

/**
 * Attaches documents that the school has to a draft. Readers will see those that they may see anyway.
 * @throws {AppError} `forbidden`, `message_not_found`, `not_found`, `invalid_request` above 50.
 */
export async function attachDocuments(
  actor: Actor,
  id: string,
  documentIds: readonly string[],
): Promise<void> {
  await authorize(actor, "messages:write");
  await requireReadable(actor, documentIds);
  await database().transaction(async (tx) => {
    await lockDraft(tx, actor, id);
    await hang(tx, actor.schoolId, id, documentIds);
    await touch(tx, id);
  });
}

async function touch(tx: Transaction, id: string): Promise<void> {
  await tx.update(messages).set({ updatedAt: sql`now()` }).where(eq(messages.id, id));
}

/** Who gives a message up: a person, to whom restricted files may not be there, or the worker. */
type Giver = Actor | (AuditSubject & { schoolId: string; userId: null });

/** Holds documents to those that are there for them. */
const clearanceOf = (giver: Giver) => ("can" in giver ? ofClearance(giver) : undefined);

/**
 * Files that were uploaded for a message and hang on no other one go to the trash, where their uploader finds them. What
 * was restricted since, and is not there for whoever gives the message up, stays as it is.
 */
async function trashOwnFiles(
  tx: Transaction,
  subject: Giver,
  messageId: string,
  documentIds: readonly string[],
): Promise<void> {
  const own = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.schoolId, subject.schoolId),
        inArray(documents.id, [...documentIds]),
        eq(documents.kind, "attachment"),
        sql`starts_with(${documents.filePath}, ${`attachments/${messageId}/`})`,
        isNull(documents.deletedAt),
        clearanceOf(subject),
        sql`not exists (select from ${messageAttachments} other
          where other.document_id = ${documents.id} and other.message_id <> ${messageId}::uuid)`,
      ),
    );
  const ids = own.map(({ id }) => id);
  if (ids.length > 0) await moveRows(tx, subject, await lockRows(tx, subject.schoolId, ids, false), "trash");
}

/**
 * Takes a document off a draft. One that was uploaded for it goes to the trash.
 * @throws {AppError} `forbidden`, `message_not_found`.
 */
export async function detachDocument(actor: Actor, id: string, documentId: string): Promise<void> {
  await authorize(actor, "messages:write");
  await database().transaction(async (tx) => {
    await lockDraft(tx, actor, id);
    const known = tx
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.schoolId, actor.schoolId), eq(documents.id, documentId), ofClearance(actor)));
    const its = and(eq(messageAttachments.messageId, id), inArray(messageAttachments.documentId, known));
    await tx.delete(messageAttachments).where(its);
    await touch(tx, id);
    await trashOwnFiles(tx, actor, id, [documentId]);
  });
}

/** Whether files of a message are still on their way. */
export async function awaitsFiles(tx: Transaction, messageId: string): Promise<boolean> {
  const [open] = await tx
    .select({ id: uploads.id })
    .from(uploads)
    .where(and(eq(uploads.messageId, messageId), eq(uploads.status, "pending")))
    .limit(1);
  return open !== undefined;
}

/** Deletes a locked message that nobody has any more, and none of whose files is on its way. */
export async function expunge(tx: Transaction, subject: Giver, messageId: string): Promise<void> {
  const hanging = await tx
    .select({ id: messageAttachments.documentId })
    .from(messageAttachments)
    .where(eq(messageAttachments.messageId, messageId));
  await tx.update(uploads).set({ messageId: null }).where(eq(uploads.messageId, messageId));
  const ids = hanging.map(({ id }) => id);
  if (ids.length > 0) await trashOwnFiles(tx, subject, messageId, ids);
  await tx.delete(messages).where(eq(messages.id, messageId));
}
