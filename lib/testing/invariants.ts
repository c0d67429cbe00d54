import { eq, getTableColumns } from "drizzle-orm";
import { expect } from "vitest";
import { database } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { messages } from "#db/schema/messages.ts";
import { objects } from "#db/schema/objects.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import { config } from "#lib/config.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { countedAs } from "#lib/documents/counted-as.ts";
import { publicConfigured } from "#lib/env.ts";
import { keyOwner } from "#lib/storage/key-owner.ts";
import { listBucket, openMultiparts } from "#lib/testing/bucket.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { STORED_KINDS } from "#lib/usage/constants.ts";

const OF_DOCUMENT = { kind: documents.kind, restricted: documents.restricted };
const COUNTED_KINDS = [...KINDS, "restricted"] as const;

const sorted = (ids: readonly string[]) => [...ids].sort();

async function bucketOf(schoolId: string): Promise<Map<string, number>> {
  const sent = await database()
    .select({ id: messages.id })
    .from(messages)
    .where(eq(messages.schoolId, schoolId));
  const lists = await Promise.all([
    ...["documents", "reports", "media", "thumbnails"].map((kind) => listBucket(`${kind}/${schoolId}/`)),
    ...sent.map(({ id }) => listBucket(`attachments/${id}/`)),
  ]);
  const open = publicConfigured(config()) ? await listBucket(`media/${schoolId}/`, { where: "public" }) : [];
  return new Map([...lists.flatMap((list) => [...list]), ...open]);
}

const kindOf = (row: { bucket: string; key: string; restricted: boolean }) =>
  row.restricted ? "restricted" : row.bucket === "public" ? "public" : (keyOwner(row.key).kind ?? "none");

/** What the bucket is said to hold is the sum of its objects, of all that are live with their whole size. */
function expectStored(
  objectRows: readonly (typeof objects.$inferSelect)[],
  totals: readonly (typeof storageTotals.$inferSelect)[],
): void {
  const live = objectRows.filter((row) => row.state === "live");
  expect(live.map((row) => [row.key, row.storedBytes])).toEqual(live.map((row) => [row.key, row.size]));
  const sums = STORED_KINDS.map((kind) => {
    const held = objectRows.flatMap((row) => (kindOf(row) === kind ? (row.storedBytes ?? []) : []));
    return [kind, held.reduce((sum, bytes) => sum + bytes, 0), held.length];
  });
  const counted = STORED_KINDS.map((kind) => {
    const row = totals.find((total) => total.kind === kind);
    return [kind, row?.storedBytes ?? 0, row?.storedObjects ?? 0];
  });
  expect(counted).toEqual(sums);
}

/** Each day begins where the one before ended, has its peak on the way, and the last one ends with what is held now. */
function expectDays(
  dayRows: readonly (typeof usageDaily.$inferSelect)[],
  totals: readonly (typeof storageTotals.$inferSelect)[],
): void {
  for (const kind of STORED_KINDS) {
    const days = dayRows.filter((row) => row.kind === kind).sort((a, b) => (a.day < b.day ? -1 : 1));
    const now = totals.find((total) => total.kind === kind)?.storedBytes ?? 0;
    expect(days.map((row) => row.endBytes)).toEqual(
      days.map((_, at) => (at + 1 < days.length ? days[at + 1]?.startBytes : now)),
    );
    for (const row of days)
      expect(row.peakBytes).toBeGreaterThanOrEqual(Math.max(row.startBytes, row.endBytes));
    if (days.length === 0) expect(now).toBe(0);
  }
}

/**
 * What must be true of a school at any time (assurance, "Reliability invariants"): every document has its object, whole
 * and live, and so has every old version, every thumbnail and every public copy; every object in the bucket has a row; live rows belong to documents, and pending
 * originals to uploads; counters equal sums, of originals and of all that is held; each document was created exactly once, by one upload.
 */
export async function expectInvariants(schoolId: string): Promise<void> {
  const db = database();
  const bucket = await bucketOf(schoolId);
  const objectRows = await db.select().from(objects).where(eq(objects.schoolId, schoolId));
  const documentRows = await db.select().from(documents).where(eq(documents.schoolId, schoolId));
  const versionRows = await db
    .select({ ...getTableColumns(documentVersions), key: objects.key, ...OF_DOCUMENT })
    .from(documentVersions)
    .innerJoin(objects, eq(objects.id, documentVersions.objectId))
    .innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .where(eq(documentVersions.schoolId, schoolId));
  const uploadRows = await db.select().from(uploads).where(eq(uploads.schoolId, schoolId));
  const totals = await db.select().from(storageTotals).where(eq(storageTotals.schoolId, schoolId));
  const created = await auditOf(schoolId, "document.created");

  expect(documentRows.map((row) => [row.filePath, bucket.get(row.filePath)])).toEqual(
    documentRows.map((row) => [row.filePath, row.fileSize]),
  );
  expect(versionRows.map((row) => [row.key, bucket.get(row.key)])).toEqual(
    versionRows.map((row) => [row.key, row.fileSize]),
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
    ...versionRows.map((row) => row.objectId),
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

  const sums = COUNTED_KINDS.map((kind) => {
    const own = documentRows.filter((row) => countedAs(row) === kind);
    const trash = own.filter((row) => row.deletedAt !== null);
    const live = own.filter((row) => row.deletedAt === null);
    const old = versionRows.filter((row) => countedAs(row) === kind);
    const bytes = (rows: readonly { fileSize: number }[]) => rows.reduce((sum, row) => sum + row.fileSize, 0);
    return [kind, bytes(live), live.length, bytes(trash), trash.length, bytes(old), old.length];
  });
  const counted = COUNTED_KINDS.map((kind) => {
    const row = totals.find((total) => total.kind === kind);
    const { bytes = 0, objects: count = 0, trashBytes = 0, trashObjects = 0 } = row ?? {};
    return [kind, bytes, count, trashBytes, trashObjects, row?.versionBytes ?? 0, row?.versionObjects ?? 0];
  });
  expect(counted).toEqual(sums);
  expectStored(objectRows, totals);
  expectDays(await db.select().from(usageDaily).where(eq(usageDaily.schoolId, schoolId)), totals);

  const createdIds = created.map((event) => event.targetId);
  expect(new Set(createdIds).size).toBe(createdIds.length);
  expect(documentRows.filter((row) => !createdIds.includes(row.id))).toEqual([]);
  const uploadsOf = uploadRows.flatMap((row) => (row.isReplacement ? [] : (row.documentId ?? [])));
  expect(new Set(uploadsOf).size).toBe(uploadsOf.length);
}
