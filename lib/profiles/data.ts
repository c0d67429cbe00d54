import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { objects } from "#db/schema/objects.ts";
import { profileImages } from "#db/schema/profile-images.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import type { Pictures } from "#lib/profiles/types.ts";
import { pictureUrls } from "#lib/storage/picture-urls.ts";

/**
 * Signed addresses of the pictures of these people, as far as they belong to the school in which the actor is; the same
 * for five minutes. One query, however many they are.
 * @throws {AppError} `unauthenticated`, `forbidden` for tokens and jobs.
 */
export async function picturesOf(actor: Actor, userIds: readonly string[]): Promise<Pictures> {
  authorizePerson(actor);
  if (userIds.length === 0) return {};
  const rows = await database()
    .select({ userId: profileImages.userId, key: objects.key, size: objects.size })
    .from(profileImages)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, profileImages.userId), eq(memberships.schoolId, actor.schoolId)),
    )
    .innerJoin(objects, eq(objects.id, profileImages.objectId))
    .where(and(inArray(profileImages.userId, [...userIds]), eq(profileImages.state, "shown")));
  const urls = await pictureUrls(actor, rows);
  return Object.fromEntries(rows.flatMap(({ userId }, at) => (urls[at] ? [[userId, urls[at]]] : [])));
}

/** The signed address of the actor's own picture; null where they have none. */
export async function ownPicture(actor: Actor): Promise<string | null> {
  return (await picturesOf(actor, [actor.userId]))[actor.userId] ?? null;
}
