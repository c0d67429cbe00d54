import "server-only";
import { and, eq, gte, lt, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { profileImages } from "#db/schema/profile-images.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { addCounts } from "#lib/documents/counters.mutations.ts";
import { AppError } from "#lib/errors.ts";
import type { PendingPicture } from "#lib/profiles/pending.data.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { pictureFolder } from "#lib/storage/keys.ts";
import { holdObject } from "#lib/storage/stored.mutations.ts";
import type { Refusal } from "#lib/uploads/sniff.ts";

/** Pictures of one person that may be on their way or being deleted at once. */
const MAX_AT_ONCE = 50;

/** Lets one change of a person's picture in at a time. */
async function takeTurn(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`picture:${userId}`}, 0))`);
}

/** Takes a person's picture of this state away, and has its object deleted. */
async function dropPicture(
  tx: Transaction,
  userId: string,
  state: PendingPicture["state"],
): Promise<boolean> {
  const rows = await tx
    .delete(profileImages)
    .where(and(eq(profileImages.userId, userId), eq(profileImages.state, state)))
    .returning({ objectId: profileImages.objectId });
  await markDeleting(
    tx,
    rows.map(({ objectId }) => objectId),
  );
  return rows.length > 0;
}

/**
 * Writes the rows of a picture before its signature leaves, so that no object can exist without its row. An earlier one
 * that is still on its way is given up: the last choice counts.
 * @returns the picture's id.
 * @throws {AppError} `too_many_pending`.
 */
export async function insertPicture(
  actor: Actor,
  plan: { key: string; size: number; sha256: string; signedUntil: Date },
): Promise<string> {
  const { userId } = actor;
  return database().transaction(async (tx) => {
    await takeTurn(tx, userId);
    const folder = pictureFolder(userId);
    // Of all keys that begin with the folder; `0` is the character behind `/`.
    const own = and(gte(objects.key, folder), lt(objects.key, `${folder.slice(0, -1)}0`));
    if ((await tx.$count(objects, own)) >= MAX_AT_ONCE)
      throw new AppError("too_many_pending", { limit: MAX_AT_ONCE });
    await dropPicture(tx, userId, "pending");
    const [id, objectId] = [v7(), v7()];
    const { key, size, sha256, signedUntil } = plan;
    await tx.insert(objects).values({ id: objectId, key, purpose: "avatar", size, signedUntil });
    await tx.insert(profileImages).values({ id, userId, objectId, sha256, signedUntil });
    await record(tx, actor, {
      action: "picture.requested",
      targetType: "user",
      targetId: userId,
      details: { picture: id, size },
    });
    return id;
  });
}

/** The picture's row, locked; null once it is not awaited any more. */
async function lockPending(tx: Transaction, { id, userId }: PendingPicture): Promise<boolean> {
  await takeTurn(tx, userId);
  const pending = and(eq(profileImages.id, id), eq(profileImages.state, "pending"));
  const rows = await tx.select({ id: profileImages.id }).from(profileImages).where(pending).for("update");
  return rows.length > 0;
}

/**
 * Shows a verified picture in the place of the one before, whose object is deleted.
 * @returns whether this call did it.
 */
export async function showPicture(subject: AuditSubject, picture: PendingPicture): Promise<boolean> {
  const { id, userId, objectId, size } = picture;
  return database().transaction(async (tx) => {
    if (!(await lockPending(tx, picture))) return false;
    await dropPicture(tx, userId, "shown");
    await tx.update(profileImages).set({ state: "shown" }).where(eq(profileImages.id, id));
    await tx.update(objects).set({ state: "live", storedBytes: size }).where(eq(objects.id, objectId));
    await record(tx, subject, {
      action: "picture.set",
      targetType: "user",
      targetId: userId,
      details: { picture: id, size },
    });
    await addCounts(tx, null, [
      { kind: "profile", storedBytes: size, storedObjects: 1, classA: 1, bytesIn: size },
    ]);
    return true;
  });
}

/**
 * Gives up a picture that is on its way: it was refused, or nothing came in time.
 * @returns whether this call did it.
 */
export async function endPicture(
  subject: AuditSubject,
  picture: PendingPicture,
  refusal: Refusal | null,
): Promise<boolean> {
  const { id, userId, objectId, size } = picture;
  return database().transaction(async (tx) => {
    if (!(await lockPending(tx, picture))) return false;
    await dropPicture(tx, userId, "pending");
    if (refusal === null) return true;
    await record(tx, subject, {
      action: "picture.refused",
      outcome: "failed",
      targetType: "user",
      targetId: userId,
      details: { picture: id, reason: refusal.code },
    });
    // It was looked at: it is there until the store has deleted it.
    await holdObject(tx, objectId);
    await addCounts(tx, null, [{ kind: "profile", classA: 1, bytesIn: size }]);
    return true;
  });
}

/**
 * Takes the actor's own picture away. Again is fine.
 * @throws {AppError} `forbidden` for tokens.
 */
export async function removePicture(actor: Actor): Promise<void> {
  authorizePerson(actor);
  const { userId } = actor;
  await database().transaction(async (tx) => {
    await takeTurn(tx, userId);
    await dropPicture(tx, userId, "pending");
    if (!(await dropPicture(tx, userId, "shown"))) return;
    await record(tx, actor, { action: "picture.removed", targetType: "user", targetId: userId });
  });
}
