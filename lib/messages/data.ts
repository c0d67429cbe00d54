import "server-only";
import { and, desc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { messageRecipients } from "#db/schema/message-recipients.ts";
import { messages } from "#db/schema/messages.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { MAX_PAGE_SIZE, PAGE_SIZE } from "#lib/documents/constants.ts";
import { decodeCursor, encodeCursor } from "#lib/documents/cursor.ts";
import { type DocumentRow, toItem } from "#lib/documents/item.ts";
import { AppError } from "#lib/errors.ts";
import { readAudience } from "#lib/messages/audience.ts";
import { type Box, MOST_UNREAD } from "#lib/messages/constants.ts";
import { excerpt } from "#lib/messages/excerpt.ts";
import { filesOf } from "#lib/messages/files.data.ts";
import { namesOf } from "#lib/messages/people.data.ts";
import type { Audience, Draft, Message, MessagePage } from "#lib/messages/types.ts";
import { foldName } from "#lib/storage/filename.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The order of every box is newest first. */
const ORDER = "-date";

export type BoxQuery = {
  box: Box;
  /** Any part of subject, body or author; case and accents do not matter. Drafts are not searched. */
  q?: string | undefined;
  cursor?: string | null | undefined;
  /** Rows; 1 to 100, 50 when not given. */
  limit?: number | undefined;
};

/** A message as it is stored, with what the reader has to do with it. */
export type MessageRow = {
  id: string;
  state: "draft" | "sent";
  subject: string;
  body: string;
  audience: string[];
  authorId: string;
  authorName: string;
  createdAt: Date;
  /** When it was sent or, of a draft, changed last. */
  at: Date;
  /** Of the reader's inbox; null where it is not in it. */
  receivedAt: Date | null;
  readAt: Date | null;
};

const own = and(
  eq(messageRecipients.messageId, messages.id),
  eq(messageRecipients.schoolId, messages.schoolId),
  isNull(messageRecipients.deletedAt),
);

const COLUMNS = {
  id: messages.id,
  state: messages.state,
  subject: messages.subject,
  body: messages.body,
  audience: messages.audience,
  authorId: messages.authorId,
  authorName: users.name,
  createdAt: messages.createdAt,
  at: sql<Date>`coalesce(${messages.sentAt}, ${messages.updatedAt})`.mapWith(messages.updatedAt),
  receivedAt: messageRecipients.sentAt,
  readAt: messageRecipients.readAt,
};

/** Messages of the actor's school with their author, and what the actor has to do with each. */
function rows(actor: Actor) {
  return database()
    .select(COLUMNS)
    .from(messages)
    .innerJoin(users, eq(users.id, messages.authorId))
    .leftJoin(messageRecipients, and(own, eq(messageRecipients.userId, actor.userId)))
    .$dynamic();
}

/** What is in a box, and by what it is ordered: each by an index of its own. */
function boxed(actor: Actor, box: Box): { where: SQL | undefined; at: SQL; id: SQL } {
  if (box === "inbox") {
    const where = and(
      eq(messageRecipients.schoolId, actor.schoolId),
      eq(messageRecipients.userId, actor.userId),
      isNull(messageRecipients.deletedAt),
    );
    return { where, at: sql`${messageRecipients.sentAt}`, id: sql`${messageRecipients.messageId}` };
  }
  const mine = and(eq(messages.schoolId, actor.schoolId), eq(messages.authorId, actor.userId));
  const id = sql`${messages.id}`;
  if (box === "drafts")
    return { where: and(mine, eq(messages.state, "draft")), at: sql`${messages.updatedAt}`, id };
  const sent = and(mine, eq(messages.state, "sent"), isNull(messages.authorDeletedAt));
  return { where: sent, at: sql`${messages.sentAt}`, id };
}

async function authorizeBox(actor: Actor, box: Box): Promise<void> {
  await authorize(actor, box === "drafts" ? "messages:write" : "messages:read");
}

/**
 * One page of a box, newest first, as it is stored.
 * @throws {AppError} `forbidden`, `invalid_cursor`, `invalid_request`.
 */
export async function boxRows(
  actor: Actor,
  query: BoxQuery,
): Promise<{ rows: MessageRow[]; nextCursor: string | null }> {
  await authorizeBox(actor, query.box);
  if (query.q?.includes("\0")) throw new AppError("invalid_request", { field: "q" });
  const limit = Math.min(Math.max(query.limit ?? PAGE_SIZE, 1), MAX_PAGE_SIZE);
  const folded = foldName((query.q ?? "").trim()).replace(/[\\%_]/g, "\\$&");
  const { where, at, id } = boxed(actor, query.box);
  const cursor = query.cursor ? decodeCursor(query.cursor, ORDER) : null;
  const found: MessageRow[] = await rows(actor)
    .where(
      and(
        where,
        folded === "" ? undefined : sql`${messages.search} like ${`%${folded}%`}`,
        cursor === null
          ? undefined
          : sql`(${at}, ${id}) < (${(cursor.value as Date).toISOString()}::timestamptz, ${cursor.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit + 1);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { rows: found.slice(0, limit), nextCursor: last ? cursorOf(last) : null };
}

const cursorOf = ({ at, id }: MessageRow) => encodeCursor(ORDER, { value: at, id });

/** What each row's `to` names, with the names of people as they are now. */
export async function audiencesOf(
  actor: Actor,
  found: readonly Pick<MessageRow, "id" | "audience">[],
): Promise<Map<string, Audience>> {
  const named = found.map(({ id, audience }) => ({ id, ...readAudience(audience) }));
  const names = await namesOf(actor.schoolId, [...new Set(named.flatMap(({ userIds }) => userIds ?? []))]);
  return new Map(
    named.map(({ id, school = false, roles = [], userIds = [] }) => {
      const people = userIds.map((userId) => ({ id: userId, name: names.get(userId) ?? null }));
      return [id, { school, roles, people }];
    }),
  );
}

const NOBODY: Audience = { school: false, roles: [], people: [] };

/**
 * One page of the actor's inbox, of what they have sent, or of their drafts.
 * @throws {AppError} `forbidden`, `invalid_cursor`, `invalid_request`.
 */
export async function listMessages(actor: Actor, query: BoxQuery): Promise<MessagePage> {
  const { rows: found, nextCursor } = await boxRows(actor, query);
  const ids = found.map(({ id }) => id);
  const [to, files] = await Promise.all([audiencesOf(actor, found), filesOf(actor, ids)]);
  const items = found.map((row) => ({
    id: row.id,
    subject: row.subject,
    excerpt: excerpt(row.body),
    author: { id: row.authorId, name: row.authorName },
    to: to.get(row.id) ?? NOBODY,
    at: row.at.toISOString(),
    read: query.box !== "inbox" || row.readAt !== null,
    files: files.has(row.id),
  }));
  return { items, nextCursor };
}

/** How many messages the actor has not read, counted up to 100; 0 for whoever reads none. */
export async function countUnread(actor: Actor): Promise<number> {
  if (!actor.can("messages:read")) return 0;
  const some = database()
    .select({ id: messageRecipients.messageId })
    .from(messageRecipients)
    .where(
      and(
        eq(messageRecipients.schoolId, actor.schoolId),
        eq(messageRecipients.userId, actor.userId),
        isNull(messageRecipients.readAt),
        isNull(messageRecipients.deletedAt),
      ),
    )
    .limit(MOST_UNREAD + 1)
    .as("some");
  const [row] = await database().select({ count: sql<number>`count(*)::int` }).from(some);
  return row?.count ?? 0;
}

/** The row of a sent message that the actor wrote or got, and has not deleted. Others do not exist for them. */
export async function findMessage(actor: Actor, id: string): Promise<MessageRow> {
  await authorize(actor, "messages:read");
  const wrote = and(eq(messages.authorId, actor.userId), isNull(messages.authorDeletedAt));
  const [row] = UUID.test(id)
    ? await rows(actor).where(
        and(
          eq(messages.schoolId, actor.schoolId),
          eq(messages.id, id),
          eq(messages.state, "sent"),
          or(wrote, sql`${messageRecipients.userId} is not null`),
        ),
      )
    : [];
  if (row === undefined) throw new AppError("message_not_found");
  return row;
}

/** The row of a message that the actor has sent. */
export async function findSent(actor: Actor, id: string): Promise<MessageRow> {
  const [row] = await rows(actor).where(and(boxed(actor, "sent").where, eq(messages.id, id)));
  if (row === undefined) throw new AppError("message_not_found");
  return row;
}

const items = (actor: Actor, files: readonly DocumentRow[] = []) => files.map((row) => toItem(actor, row));

/**
 * A sent message, for its author and those who got it. No role reads the messages of others.
 * @throws {AppError} `message_not_found`, `forbidden`.
 */
export async function getMessage(actor: Actor, id: string): Promise<Message> {
  const row = await findMessage(actor, id);
  const [to, files] = await Promise.all([audiencesOf(actor, [row]), filesOf(actor, [row.id])]);
  return {
    id: row.id,
    subject: row.subject,
    body: row.body,
    author: { id: row.authorId, name: row.authorName },
    to: to.get(row.id) ?? NOBODY,
    sentAt: row.at.toISOString(),
    mine: row.authorId === actor.userId,
    received: row.receivedAt && { read: row.readAt !== null },
    files: items(actor, files.get(row.id)),
  };
}

/**
 * A draft of the actor's.
 * @throws {AppError} `message_not_found`, `forbidden`.
 */
export async function getDraft(actor: Actor, id: string): Promise<Draft> {
  await authorize(actor, "messages:write");
  const { where } = boxed(actor, "drafts");
  const [row] = UUID.test(id) ? await rows(actor).where(and(where, eq(messages.id, id))) : [];
  if (row === undefined) throw new AppError("message_not_found");
  const [to, files] = await Promise.all([audiencesOf(actor, [row]), filesOf(actor, [row.id])]);
  return {
    id: row.id,
    subject: row.subject,
    body: row.body,
    to: to.get(row.id) ?? NOBODY,
    files: items(actor, files.get(row.id)),
  };
}
