import "server-only";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { profileImages } from "#db/schema/profile-images.ts";

const PENDING = {
  id: profileImages.id,
  userId: profileImages.userId,
  objectId: profileImages.objectId,
  state: profileImages.state,
  sha256: profileImages.sha256,
  signedUntil: profileImages.signedUntil,
  key: objects.key,
  size: objects.size,
};

/** A picture with its object, on its way or shown. */
export type PendingPicture = Awaited<ReturnType<typeof listDuePictures>>[number];

/** A person's own picture by its id, or null. */
export async function findOwnPicture(userId: string, pictureId: string): Promise<PendingPicture | null> {
  const [row] = await database()
    .select(PENDING)
    .from(profileImages)
    .innerJoin(objects, eq(objects.id, profileImages.objectId))
    .where(and(eq(profileImages.id, pictureId), eq(profileImages.userId, userId)));
  return row ?? null;
}

/** Pictures that were asked for a minute ago and that nobody has confirmed, the oldest first. For the worker alone. */
export async function listDuePictures(limit: number) {
  return database()
    .select(PENDING)
    .from(profileImages)
    .innerJoin(objects, eq(objects.id, profileImages.objectId))
    .where(
      and(eq(profileImages.state, "pending"), lt(profileImages.createdAt, sql`now() - interval '1 minute'`)),
    )
    .orderBy(asc(profileImages.createdAt))
    .limit(limit);
}
