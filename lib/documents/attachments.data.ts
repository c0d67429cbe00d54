import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { documents } from "#db/schema/documents.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import type { Actor } from "#lib/auth/actor.ts";

/**
 * Holds a message's own file to those who may read the message: whoever uploaded it, and whoever has a message with it
 * in their inbox. No role reaches further. Files of other kinds pass.
 */
export function ofOwnMessages(actor: Pick<Actor, "userId">): SQL {
  return sql`(${documents.kind} <> 'attachment' or ${documents.uploadedBy} = ${actor.userId} or exists (
    select from ${messageAttachments} hanging
    join ${messageRecipients} got on got.message_id = hanging.message_id
    where hanging.document_id = ${documents.id} and hanging.school_id = ${documents.schoolId}
      and got.user_id = ${actor.userId} and got.deleted_at is null
  ))`;
}
