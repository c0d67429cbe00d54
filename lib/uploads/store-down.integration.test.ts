import { afterAll, beforeAll, expect, test } from "vitest";
import { signDownload } from "#lib/documents/access.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { storeAt, withStore, withStoreDown } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { documentsOf, objectRow, uploadRow } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

async function expectUndecided(uploadId: string): Promise<void> {
  expect((await uploadRow(uploadId)).status).toBe("pending");
  const { key } = await uploadRow(uploadId);
  expect((await documentsOf(school.id)).filter((row) => row.filePath === key)).toEqual([]);
  expect((await objectRow(key))?.state).toBe("pending");
}

test.each([
  ["answers 503 to everything", "storage_unavailable", () => 503],
  ["answers 500 to everything", "storage_unavailable", () => 500],
  ["asks to slow down", "storage_unavailable", () => 429],
  ["says no to everything", "storage_refused", () => 403],
  [
    "loses the file between two looks",
    "storage_unavailable",
    (method: string) => (method === "GET" ? 404 : null),
  ],
  [
    "fails when the bytes are read",
    "storage_unavailable",
    (method: string) => (method === "GET" ? 503 : null),
  ],
] as const)(
  "a confirm while the store %s decides nothing, and works afterwards",
  async (_name, code, fault) => {
    const { uploadId } = await arrived(school.teacher, await pdfFile());
    const confirm = () => confirmUpload(school.teacher, uploadId);
    await using faulty = await faultyStore((request) => fault(request.method ?? ""));
    await expect(withStore(storeAt(faulty.endpoint), confirm)).rejects.toMatchObject({ code });
    await expectUndecided(uploadId);
    expect((await confirm()).created).toBe(true);
  },
);

test("a confirm while nobody answers at the store's address decides nothing, and works afterwards", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  const confirm = () => confirmUpload(school.teacher, uploadId);
  await expect(withStoreDown(confirm)).rejects.toMatchObject({ code: "storage_unavailable" });
  await expectUndecided(uploadId);
  expect((await confirm()).created).toBe(true);
});

test("a confirm with a wrong key of the store's says that the store refuses", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  const locked = storeAt(process.env.R2_ENDPOINT_URL ?? "", { secretAccessKey: "wrong" });
  await expect(withStore(locked, () => confirmUpload(school.teacher, uploadId))).rejects.toMatchObject({
    code: "storage_refused",
  });
  await expectUndecided(uploadId);
});

test("lists and the trash work without the store", async () => {
  const document = await storeFile(school.teacher, { filename: "there.pdf" });
  await withStoreDown(async () => {
    expect((await listDocuments(school.teacher, { view: "live", q: "there" })).items).toHaveLength(1);
    expect((await signDownload(school.teacher, document.id)).url).toContain("X-Amz-Signature");
    await trashDocuments(school.teacher, [document.id]);
    expect((await listDocuments(school.teacher, { view: "live", q: "there" })).items).toEqual([]);
  });
});
