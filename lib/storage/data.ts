import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { storeCapabilities } from "#db/schema/store-capabilities.ts";

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
