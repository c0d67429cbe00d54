import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { messageAttachments } from "#db/schema/message-attachments.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { rowsOfSchool, visible } from "#lib/documents/data.ts";
import type { DocumentRow } from "#lib/documents/item.ts";
import { readableKinds } from "#lib/documents/rights.ts";

/**
 * What hangs on each of these messages and the actor may open, in the order in which it was added. Whatever they may
 * not open is left out, so that nothing can be inferred of it. That the actor may read the messages is for the caller to
 * know.
 */
export async function filesOf(
  actor: Actor,
  messageIds: readonly string[],
): Promise<Map<string, DocumentRow[]>> {
  const files = new Map<string, DocumentRow[]>();
  if (messageIds.length === 0 || readableKinds(actor).length === 0) return files;
  const hanging = await database()
    .select({ messageId: messageAttachments.messageId, documentId: messageAttachments.documentId })
    .from(messageAttachments)
    .where(
      and(
        eq(messageAttachments.schoolId, actor.schoolId),
        inArray(messageAttachments.messageId, [...messageIds]),
      ),
    )
    .orderBy(asc(messageAttachments.createdAt), asc(messageAttachments.documentId));
  if (hanging.length === 0) return files;
  const ids = [...new Set(hanging.map(({ documentId }) => documentId))];
  const rows = await rowsOfSchool(actor, await visible(actor, { view: "live" }), inArray(documents.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { messageId, documentId } of hanging) {
    const row = byId.get(documentId);
    if (row !== undefined) files.set(messageId, [...(files.get(messageId) ?? []), row]);
  }
  return files;
}
