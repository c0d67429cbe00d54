import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { objects } from "#db/schema/objects.ts";
import { startBulkAction } from "#lib/bulk/mutations.ts";
import { runBulkAction } from "#lib/bulk/run.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { findDrift } from "#lib/documents/recount.mutations.ts";
import { replacedFiles } from "#lib/storage-report/data.ts";
import { confirmedBefore } from "#lib/testing/aged.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { auditOf, documentRow } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { listVersions } from "#lib/versions/data.ts";
import { deleteVersion } from "#lib/versions/mutations.ts";
import { countOldVersions } from "#lib/versions/old.data.ts";
import { deleteOldVersions } from "#lib/versions/old.mutations.ts";

const DAY_MS = 86_400_000;

let school: TestSchool;
beforeEach(async () => {
  school = await buildSchool();
});
afterEach(async () => {
  await expectInvariants(school.id);
  expect(await findDrift(school.id)).toEqual([]);
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

/** A file with so many versions. */
async function fileOf(versions: number): Promise<string> {
  const { id } = await storeFile(school.teacher, { filename: "Plan.pdf" });
  for (let at = 1; at < versions; at += 1) {
    const ticket = await arrived(school.teacher, await pdfFile(), { replaces: id });
    await confirmUpload(school.teacher, ticket.uploadId);
  }
  return id;
}

/** Has all old versions of a document have come so many days ago. */
async function age(id: string, days: number): Promise<void> {
  await database()
    .update(documentVersions)
    .set({ uploadedAt: new Date(Date.now() - days * DAY_MS) })
    .where(eq(documentVersions.documentId, id));
}

/** Has one of them have come at a moment. */
async function came(id: string, number: number, at: Date): Promise<void> {
  await database()
    .update(documentVersions)
    .set({ uploadedAt: at })
    .where(and(eq(documentVersions.documentId, id), eq(documentVersions.number, number)));
}

const numbersOf = async (id: string) =>
  (await listVersions(school.viewer, id)).versions.map(({ number }) => number);
const oldKeys = async (id: string) => {
  const rows = await database()
    .select({ key: objects.key })
    .from(documentVersions)
    .innerJoin(objects, eq(objects.id, documentVersions.objectId))
    .where(eq(documentVersions.documentId, id));
  return rows.map(({ key }) => key);
};
const oldNow = async () => {
  const { totals } = await usageHeadline(school.registrar);
  return [totals.versionBytes > 0, totals.versionObjects];
};

test("those of one file go for good, with their objects and a trace each; what it holds stays", async () => {
  const id = await fileOf(3);
  const keys = await oldKeys(id);
  expect(await oldNow()).toEqual([true, 2]);
  const { versions, files, bytes, upTo } = await countOldVersions(school.administrator, {
    days: 0,
    documentId: id,
  });
  expect([versions, files, bytes > 0]).toEqual([2, 1, true]);
  // One that becomes old after it was asked is not meant.
  const ticket = await arrived(school.teacher, await pdfFile(), { replaces: id });
  await confirmUpload(school.teacher, ticket.uploadId);
  await came(id, 3, new Date(Date.parse(upTo) + 1000));
  for (const number of [1, 2]) await came(id, number, new Date(upTo));
  expect(await deleteOldVersions(school.administrator, id, new Date(upTo))).toBe(2);
  expect(await numbersOf(id)).toEqual([4, 3]);
  expect(await deleteOldVersions(school.administrator, id, new Date(Date.now() + DAY_MS))).toBe(1);
  expect(await numbersOf(id)).toEqual([4]);
  expect(await oldNow()).toEqual([false, 0]);
  expect(await auditOf(school.id, "document.version_deleted")).toHaveLength(3);
  await endSignatures(school.id);
  await runJobs();
  for (const key of keys) expect(await readBucket(key)).toBeNull();
  expect(await readBucket((await documentRow(id))?.filePath ?? "")).not.toBeNull();
});

test("those of all files that are old enough go by a job, but for files in the trash", async () => {
  const [old, young, trashed] = [await fileOf(3), await fileOf(2), await fileOf(2)];
  await age(old, 100);
  await age(trashed, 100);
  await trashDocuments(school.teacher, [trashed]);
  const by = school.administrator;
  const lost = await countOldVersions(by, { days: 90, documentId: null });
  expect(lost).toMatchObject({ versions: 2, files: 1 });
  const { id } = await startBulkAction(by, {
    action: "dropVersions",
    schoolId: school.id,
    upTo: lost.upTo,
  });
  await runBulkAction(id, { lastTry: false });
  expect([await numbersOf(old), await numbersOf(young)]).toEqual([[3], [2, 1]]);
  expect(await oldKeys(trashed)).toHaveLength(1);
  const [finished] = await auditOf(school.id, "bulk.finished");
  expect(finished?.details).toMatchObject({ action: "dropVersions", done: 1 });
  const events = await auditOf(school.id, "document.version_deleted");
  expect(events.map(({ userId }) => userId)).toEqual([by.userId, by.userId]);
  // Nothing is left that is so old.
  const again = { action: "dropVersions", schoolId: school.id, upTo: lost.upTo } as const;
  expect(await codeOf(startBulkAction(by, again))).toBe("not_found");
});

test("none goes for good before whoever signed in long ago has shown again who they are", async () => {
  const id = await fileOf(3);
  const late = await confirmedBefore(school.administrator, 601);
  expect(await codeOf(deleteVersion(late, id, 1))).toBe("reauthentication_required");
  expect(await codeOf(deleteOldVersions(late, id, new Date()))).toBe("reauthentication_required");
  expect(await numbersOf(id)).toEqual([3, 2, 1]);
  const soon = await confirmedBefore(school.administrator, 599);
  expect(await codeOf(deleteVersion(soon, id, 1))).toBe("ok");
});

test("only who may purge, and only in their own school; the files behind are those that one may read", async () => {
  const id = await fileOf(2);
  const now = new Date();
  for (const actor of [school.registrar, school.teacher, school.viewer]) {
    const upTo = now.toISOString();
    expect(await codeOf(deleteOldVersions(actor, id, now))).toBe("forbidden");
    expect(await codeOf(countOldVersions(actor, { days: 0, documentId: null }))).toBe("forbidden");
    const request = { action: "dropVersions", schoolId: school.id, upTo } as const;
    expect(await codeOf(startBulkAction(actor, request))).toBe("forbidden");
  }
  const foreign = (await buildSchool()).administrator;
  expect(await codeOf(deleteOldVersions(foreign, id, now))).toBe("not_found");
  expect(await countOldVersions(foreign, { days: 0, documentId: id })).toMatchObject({ versions: 0 });
  const request = { action: "dropVersions", schoolId: school.id, upTo: now.toISOString() } as const;
  expect(await codeOf(startBulkAction(foreign, request))).toBe("school_changed");
  expect(await numbersOf(id)).toEqual([2, 1]);

  const { files } = await replacedFiles(school.registrar);
  expect(files.map(({ file, old }) => [file.id, old.objects])).toEqual([[id, 1]]);
  const { actor: mediaAlone } = await school.token("usage:read", "media:read");
  expect((await replacedFiles(mediaAlone)).files).toEqual([]);
  await trashDocuments(school.teacher, [id]);
  expect(await codeOf(deleteOldVersions(school.administrator, id, now))).toBe("not_found");
});
