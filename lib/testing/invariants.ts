import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import { config } from "#lib/config.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { publicConfigured } from "#lib/env.ts";
import { listBucket, openMultiparts } from "#lib/testing/bucket.ts";
import { auditOf } from "#lib/testing/rows.ts";

const sorted = (ids: readonly string[]) => [...ids].sort();

async function bucketOf(schoolId: string): Promise<Map<string, number>> {
  const lists = await Promise.all(
    ["documents", "reports", "media", "thumbnails"].map((kind) => listBucket(`${kind}/${schoolId}/`)),
  );
  const open = publicConfigured(config()) ? await listBucket(`media/${schoolId}/`, { where: "public" }) : [];
  return new Map([...lists.flatMap((list) => [...list]), ...open]);
}

/**
 * What must be true of a school at any time (assurance, "Reliability invariants"): every document has its object, whole
 * and live, and so has every thumbnail and every public copy; every object in the bucket has a row; live rows belong to documents, and pending
 * originals to uploads; counters equal sums, of originals alone; each document was created exactly once, by one upload.
 */
export async function expectInvariants(schoolId: string): Promise<void> {
  const db = database();
  const bucket = await bucketOf(schoolId);
  const objectRows = await db.select().from(objects).where(eq(objects.schoolId, schoolId));
  const documentRows = await db.select().from(documents).where(eq(documents.schoolId, schoolId));
  const uploadRows = await db.select().from(uploads).where(eq(uploads.schoolId, schoolId));
  const totals = await db.select().from(storageTotals).where(eq(storageTotals.schoolId, schoolId));
  const created = await auditOf(schoolId, "document.created");

  expect(documentRows.map((row) => [row.filePath, bucket.get(row.filePath)])).toEqual(
    documentRows.map((row) => [row.filePath, row.fileSize]),
  );
  const rowKeys = new Set(objectRows.map((row) => row.key));
  expect([...bucket.keys()].filter((key) => !rowKeys.has(key))).toEqual([]);
  const idsIn = (state: string) =>
    sorted(objectRows.filter((row) => row.state === state).map((row) => row.id));
  const copies = objectRows.filter((row) => row.bucket === "public");
  const published = documentRows.flatMap((row) => row.publicObjectId ?? []);
  const logos = (await db.select().from(schoolLogos).where(eq(schoolLogos.schoolId, schoolId))).map(
    (row) => row.objectId,
  );
  // A copy belongs to a document that is in nobody's trash, or is on its way out.
  const trashed = documentRows
    .filter((row) => row.deletedAt !== null)
    .flatMap((row) => row.publicObjectId ?? []);
  const going = new Set(copies.filter((row) => row.state === "deleting").map(({ id }) => id));
  expect(trashed.filter((id) => !going.has(id))).toEqual([]);
  const kept = copies.filter((row) => row.state !== "deleting").map(({ id }) => id);
  expect(sorted(kept)).toEqual(sorted([...published, ...logos].filter((id) => !going.has(id))));
  const there = copies.filter((row) => row.state === "live");
  expect(there.map((row) => [row.key, bucket.get(row.key)])).toEqual(there.map((row) => [row.key, row.size]));
  const owned = [
    ...documentRows.flatMap((row) => [row.objectId, row.thumbnailObjectId ?? []].flat()),
    ...there.map(({ id }) => id),
  ];
  expect(idsIn("live")).toEqual(sorted(owned));
  const thumbnails = objectRows.filter((row) => row.purpose === "thumbnail");
  const shown = thumbnails.filter((row) => row.state === "live");
  expect(shown.map((row) => [row.key, bucket.get(row.key)])).toEqual(shown.map((row) => [row.key, row.size]));
  const unfinished = thumbnails.filter((row) => row.state === "pending").map(({ id }) => id);
  const pending = uploadRows.filter((row) => row.status === "pending");
  expect(idsIn("pending")).toEqual(
    sorted([
      ...pending.flatMap((row) => row.objectId ?? []),
      ...unfinished,
      ...copies.filter((row) => row.state === "pending").map(({ id }) => id),
    ]),
  );

  const opened = (
    await Promise.all(["documents", "media"].map((kind) => openMultiparts(`${kind}/${schoolId}/`)))
  ).flat();
  expect(opened.filter((key) => !rowKeys.has(key))).toEqual([]);

  const sums = KINDS.map((kind) => {
    const own = documentRows.filter((row) => row.kind === kind);
    const trash = own.filter((row) => row.deletedAt !== null);
    const live = own.filter((row) => row.deletedAt === null);
    const bytes = (rows: typeof own) => rows.reduce((sum, row) => sum + row.fileSize, 0);
    return [kind, bytes(live), live.length, bytes(trash), trash.length];
  });
  const counted = KINDS.map((kind) => {
    const row = totals.find((total) => total.kind === kind);
    return [kind, row?.bytes ?? 0, row?.objects ?? 0, row?.trashBytes ?? 0, row?.trashObjects ?? 0];
  });
  expect(counted).toEqual(sums);

  const createdIds = created.map((event) => event.targetId);
  expect(new Set(createdIds).size).toBe(createdIds.length);
  expect(documentRows.filter((row) => !createdIds.includes(row.id))).toEqual([]);
  const uploadsOf = uploadRows.flatMap((row) => row.documentId ?? []);
  expect(new Set(uploadsOf).size).toBe(uploadsOf.length);
}
