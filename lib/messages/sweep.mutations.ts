import "server-only";
import { and, eq, lt, notExists, or, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { uploads } from "#db/schema/uploads.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { DRAFT_DAYS } from "#lib/messages/constants.ts";
import { expunge } from "#lib/messages/draft.mutations.ts";

const BATCH = 100;

/** Drafts that nobody has touched for 30 days; messages that their author and all who got them deleted so long ago. */
function forgotten(tx: Transaction) {
  const before = sql`now() - make_interval(days => ${DRAFT_DAYS})`;
  const kept = tx
    .select({ one: sql`1` })
    .from(messageRecipients)
    .where(
      and(
        eq(messageRecipients.messageId, messages.id),
        sql`(${messageRecipients.deletedAt} is null or ${messageRecipients.deletedAt} >= ${before})`,
      ),
    );
  const open = tx
    .select({ one: sql`1` })
    .from(uploads)
    .where(and(eq(uploads.messageId, messages.id), eq(uploads.status, "pending")));
  return and(
    or(
      and(eq(messages.state, "draft"), lt(messages.updatedAt, before)),
      and(lt(messages.authorDeletedAt, before), notExists(kept)),
    ),
    notExists(open),
  );
}

/**
 * Deletes messages that nobody has any more, one batch, each in a transaction of its own. The files that were uploaded
 * for them go to the trash for its usual time. One with a file on its way waits until that has arrived or expired.
 * @returns how many.
 */
export async function sweepMessages(): Promise<number> {
  let swept = 0;
  for (let found = true; found && swept < BATCH; ) {
    found = await database().transaction(async (tx) => {
      const [row] = await tx
        .select({ id: messages.id, schoolId: messages.schoolId, authorId: messages.authorId })
        .from(messages)
        .where(forgotten(tx))
        .limit(1)
        .for("update", { skipLocked: true });
      if (row === undefined) return false;
      await expunge(tx, { schoolId: row.schoolId, userId: null, origin: localOrigin("worker") }, row.id);
      return true;
    });
    if (found) swept += 1;
  }
  return swept;
}
