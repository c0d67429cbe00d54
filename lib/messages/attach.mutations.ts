import "server-only";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messages } from "#db/schema/messages.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";
import { LATE_ATTACHMENT_HOURS } from "#lib/messages/constants.ts";

/**
 * Holds that a file may be uploaded for a message: by its author, while it is a draft or has just been sent. The row
 * stays locked until the upload's own row is there, so that a draft is not sent or swept meanwhile.
 * @param options.imported of a message that an import has made: whoever imports brings the files of others' messages.
 * @throws {AppError} `message_not_found`.
 */
export async function expectFile(
  tx: Transaction,
  actor: Actor,
  messageId: string,
  { imported = false }: { imported?: boolean } = {},
): Promise<void> {
  const late = sql`${messages.sentAt} > now() - make_interval(hours => ${LATE_ATTACHMENT_HOURS})`;
  const taken = await tx
    .update(messages)
    .set({ updatedAt: sql`now()` })
    .where(
      and(
        eq(messages.id, messageId),
        eq(messages.schoolId, actor.schoolId),
        imported ? undefined : eq(messages.authorId, actor.userId),
        or(eq(messages.state, "draft"), and(late, isNull(messages.authorDeletedAt))),
      ),
    )
    .returning({ id: messages.id });
  if (taken.length === 0) throw new AppError("message_not_found");
}

/** Hangs a file on the message that it was uploaded for, in the transaction that makes it a document. */
export async function hangUploaded(
  tx: Transaction,
  upload: { schoolId: string; messageId: string | null },
  documentId: string,
): Promise<void> {
  const { schoolId, messageId } = upload;
  if (messageId === null) return;
  await tx.insert(messageAttachments).values({ schoolId, messageId, documentId }).onConflictDoNothing();
}
