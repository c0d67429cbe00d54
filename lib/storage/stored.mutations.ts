import "server-only";
import { eq } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { addCounts } from "#lib/documents/counters.mutations.ts";
import { keyOwner } from "#lib/storage/key-owner.ts";

/** For so many days at least an object of Infrequent Access is paid for (Cloudflare R2 pricing, read 2026-11). */
const MINIMUM_DAYS = 30;
const DAY_MS = 86_400_000;

/** Bytes times the days by which an object went before its thirtieth. */
function earlyByteDays(bytes: number, createdAt: Date): number {
  const days = Math.max(1, Math.ceil((Date.now() - createdAt.getTime()) / DAY_MS));
  return bytes * Math.max(0, MINIMUM_DAYS - days);
}

async function setStored(tx: Transaction, objectId: string, held: boolean): Promise<void> {
  const [row] = await tx.select().from(objects).where(eq(objects.id, objectId)).for("update");
  // Probes and strays are nobody's; a person's picture is counted beside the schools.
  if (row === undefined || (row.schoolId === null && row.purpose !== "avatar")) return;
  const after = held ? row.size : null;
  if (row.storedBytes === after) return;
  await tx.update(objects).set({ storedBytes: after }).where(eq(objects.id, objectId));
  const byPlace = row.bucket === "public" ? "public" : (keyOwner(row.key).kind ?? "document");
  const kind = row.restricted ? "restricted" : byPlace;
  const gone = held || row.storedBytes === null ? 0 : earlyByteDays(row.storedBytes, row.createdAt);
  await addCounts(tx, row.schoolId, [
    {
      kind,
      storedBytes: (after ?? 0) - (row.storedBytes ?? 0),
      storedObjects: Number(after !== null) - Number(row.storedBytes !== null),
      earlyByteDays: gone,
    },
  ]);
}

/** Counts an object, with the size that its row has now, as held by the bucket; again is fine. */
export async function holdObject(tx: Transaction, objectId: string): Promise<void> {
  await setStored(tx, objectId, true);
}

/** Counts an object as gone from the bucket; again is fine, and so is one that was never counted. */
export async function releaseObject(tx: Transaction, objectId: string): Promise<void> {
  await setStored(tx, objectId, false);
}
