import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { PAGE_SIZE } from "#lib/documents/constants.ts";
import { encodeCursor } from "#lib/documents/cursor.ts";
import { toRecords as toDocumentRecords } from "#lib/documents/records.data.ts";
import { AppError } from "#lib/errors.ts";
import { boxRows, findSent, type MessageRow } from "#lib/messages/data.ts";
import { filesOf } from "#lib/messages/files.data.ts";
import type { MessageRecord } from "#lib/messages/types.ts";

async function toRecords(actor: Actor, rows: readonly MessageRow[]): Promise<MessageRecord[]> {
  const files = await filesOf(
    actor,
    rows.map(({ id }) => id),
  );
  const records = new Map(
    (await toDocumentRecords(actor, [...files.values()].flat())).map((record) => [record.id, record]),
  );
  return rows.map((row) => ({
    id: row.id,
    schoolId: actor.schoolId,
    subject: row.subject,
    body: row.body,
    from: { id: row.authorId, name: row.authorName },
    to: row.audience,
    sentAt: row.at.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
    files: (files.get(row.id) ?? []).flatMap(({ id }) => records.get(id) ?? []),
  }));
}

const newestFirst = (a: MessageRow, b: MessageRow) =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);

/**
 * What the actor got and what they sent, in one list, newest first: a page of each box is enough for a page of both.
 * @throws {AppError} `forbidden`, `invalid_cursor`, `invalid_request`.
 */
export async function listMessageRecords(
  actor: Actor,
  query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: MessageRecord[]; nextCursor: string | null }> {
  const limit = query.limit ?? PAGE_SIZE;
  const [inbox, sent] = await Promise.all([
    boxRows(actor, { ...query, limit, box: "inbox" }),
    boxRows(actor, { ...query, limit, box: "sent" }),
  ]);
  const both = new Map([...sent.rows, ...inbox.rows].map((row) => [row.id, row]));
  const sorted = [...both.values()].sort(newestFirst);
  const shown = sorted.slice(0, limit);
  const last = shown.at(-1);
  const more = sorted.length > limit || inbox.nextCursor !== null || sent.nextCursor !== null;
  return {
    items: await toRecords(actor, shown),
    nextCursor: more && last ? encodeCursor("-date", { value: last.at, id: last.id }) : null,
  };
}

/** The same as `getSentRecord`; null where there is no such message. */
export async function findSentRecord(actor: Actor, id: string): Promise<MessageRecord | null> {
  return getSentRecord(actor, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "message_not_found") return null;
    throw error;
  });
}

/**
 * A message that the actor has sent, for the answer to it: whether or not they may read others.
 * @throws {AppError} `message_not_found`.
 */
export async function getSentRecord(actor: Actor, id: string): Promise<MessageRecord> {
  const [record] = await toRecords(actor, [await findSent(actor, id)]);
  if (record === undefined) throw new AppError("message_not_found");
  return record;
}
