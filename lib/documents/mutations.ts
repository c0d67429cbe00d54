import "server-only";
import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { ofOwnMessages } from "#lib/documents/attachments.data.ts";
import { TRASH_DAYS } from "#lib/documents/constants.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { deletePermission, isCleared } from "#lib/documents/rights.ts";
import {
  isRestorable,
  type LockedRow,
  lockRows,
  moveRows,
  purgeRows,
} from "#lib/documents/rows.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";

const PURGE_BATCH = 100;

async function authorizeDelete(actor: Actor, rows: readonly LockedRow[]): Promise<void> {
  for (const row of rows) {
    await authorize(actor, deletePermission(actor, row), { type: "document", id: row.id });
  }
}

/** The rows as they are now, read before any lock is taken, so that a refusal can be written and nothing is held. */
async function peek(actor: Actor, ids: readonly string[]): Promise<LockedRow[]> {
  return database()
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.schoolId, actor.schoolId),
        inArray(documents.id, [...ids]),
        ofClearance(actor),
        ofOwnMessages(actor),
      ),
    );
}

async function move(actor: Actor, ids: readonly string[], to: "trash" | "live"): Promise<{ ids: string[] }> {
  const seen = await peek(actor, ids);
  await authorizeDelete(actor, seen);
  const reached = seen.map(({ id }) => id);
  return database().transaction(async (tx) => {
    const locked = await lockRows(tx, actor.schoolId, reached, to === "live");
    const there = locked.filter((row) => isCleared(actor, row));
    const rows = to === "live" ? there.filter(isRestorable) : there;
    if (rows.length === 0) throw new AppError("not_found");
    await moveRows(tx, actor, rows, to);
    return { ids: rows.map((row) => row.id) };
  });
}

/**
 * Moves documents to the trash. All or, where one of them may not be deleted by this actor, none.
 * @throws {AppError} `not_found` when none of them is there, `forbidden`.
 */
export async function trashDocuments(actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  return move(actor, ids, "trash");
}

/**
 * Takes documents out of the trash. One that was withdrawn, because its bytes are not what was sent, stays there.
 * @throws {AppError} `not_found` when none of them is in it, `forbidden`.
 */
export async function restoreDocuments(actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  return move(actor, ids, "live");
}

/**
 * Deletes documents in the trash for good.
 * @throws {AppError} `forbidden`, `reauthentication_required`, `not_found` when none of them is in the trash.
 */
export async function purgeDocuments(actor: Actor, ids: readonly string[]): Promise<{ ids: string[] }> {
  await authorize(actor, "trash:purge");
  requireRecent(actor);
  const reached = (await peek(actor, ids)).map(({ id }) => id);
  return database().transaction(async (tx) => {
    const locked = await lockRows(tx, actor.schoolId, reached, true);
    const rows = locked.filter((row) => isCleared(actor, row));
    if (rows.length === 0) throw new AppError("not_found");
    await purgeRows(tx, subjectOf(actor), rows);
    return { ids: rows.map((row) => row.id) };
  });
}

const subjectOf = (actor: Actor): AuditSubject => ({
  schoolId: actor.schoolId,
  userId: actor.userId,
  sessionId: actor.sessionId,
  tokenId: actor.tokenId,
  origin: actor.origin,
});

/**
 * Deletes for good what has been in the trash for 30 days, one batch in a transaction. For the worker.
 * @returns how many; less than a full batch means that nothing is left.
 */
export async function purgeExpired(): Promise<{ purged: number; done: boolean }> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(documents)
      .where(lt(documents.deletedAt, sql`now() - make_interval(days => ${TRASH_DAYS})`))
      .orderBy(documents.schoolId, documents.id)
      .limit(PURGE_BATCH)
      .for("update", { skipLocked: true });
    if (rows.length > 0) await purgeRows(tx, { origin: localOrigin("worker") }, rows);
    return { purged: rows.length, done: rows.length < PURGE_BATCH };
  });
}
