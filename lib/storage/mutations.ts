import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { storeCapabilities } from "#db/schema/store-capabilities.ts";
import { uploads } from "#db/schema/uploads.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import type { Capabilities } from "#lib/storage/capabilities.ts";
import { releaseObject } from "#lib/storage/stored.mutations.ts";

/** Remembers what a probe has proven. */
export async function storeProven(name: string, proven: Capabilities): Promise<void> {
  const row = { ...proven, probedAt: sql`now()` };
  await database()
    .insert(storeCapabilities)
    .values({ store: name, ...row })
    .onConflictDoUpdate({ target: storeCapabilities.store, set: row });
}

/** Gives a probe's objects their rows, already marked for deletion: a probe that dies leaves nothing over. */
export async function insertProbeObjects(keys: readonly string[], signedUntil: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const rows = await tx
      .insert(objects)
      .values(
        keys.map((key) => ({
          key,
          purpose: "probe" as const,
          state: "deleting" as const,
          size: 0,
          signedUntil,
          deletingSince: sql`now()`,
        })),
      )
      .returning({ id: objects.id });
    for (const row of rows) await addJob(tx, "delete_object", { objectId: row.id }, { runAt: signedUntil });
  });
}

/** Has an object that the store has deleted deleted once more, at `runAt`. */
export async function postponeDelete(objectId: string, runAt: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await addJob(tx, "delete_object", { objectId }, { runAt, key: `delete:${objectId}:again` });
    await releaseObject(tx, objectId);
  });
}

/** Removes the row of an object that the store has confirmed gone. */
export async function forgetObject(objectId: string): Promise<void> {
  await database().transaction(async (tx) => {
    const doomed = and(eq(objects.id, objectId), eq(objects.state, "deleting"));
    const [row] = await tx.select({ bucket: objects.bucket }).from(objects).where(doomed).for("update");
    if (row === undefined) return;
    await tx.update(uploads).set({ objectId: null }).where(eq(uploads.objectId, objectId));
    if (row.bucket === "public") {
      // Only now is it no longer public.
      await tx.update(documents).set({ publicObjectId: null }).where(eq(documents.publicObjectId, objectId));
      await tx.delete(schoolLogos).where(eq(schoolLogos.objectId, objectId));
    }
    await releaseObject(tx, objectId);
    await tx.delete(objects).where(doomed);
  });
}
