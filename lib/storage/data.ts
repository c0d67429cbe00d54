import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { storeCapabilities } from "#db/schema/store-capabilities.ts";
import { uploads } from "#db/schema/uploads.ts";

/** What was proven of a store, and when; null when it was never probed. */
export async function findCapabilities(name: string) {
  const rows = await database().select().from(storeCapabilities).where(eq(storeCapabilities.store, name));
  return rows[0] ?? null;
}

/** The row of one object, or null. */
export async function findObject(objectId: string) {
  const rows = await database().select().from(objects).where(eq(objects.id, objectId));
  return rows[0] ?? null;
}

/** Whether the store can have parts of an object that were never joined. */
export async function mayHaveParts(object: typeof objects.$inferSelect): Promise<boolean> {
  if (object.purpose === "probe") return true;
  const unjoined = and(
    eq(uploads.objectId, object.id),
    eq(uploads.method, "multipart"),
    ne(uploads.status, "done"),
  );
  return (await database().$count(uploads, unjoined)) > 0;
}
