import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schools } from "#db/schema/schools.ts";
import { openDocument, signDownload } from "#lib/documents/access.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { documentHistory } from "#lib/documents/history.data.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { getDocumentRecord } from "#lib/documents/records.data.ts";
import { findDrift } from "#lib/documents/recount.mutations.ts";
import { findSame } from "#lib/documents/same.data.ts";
import { settleProof } from "#lib/proofs/mutations.ts";
import { findPublication } from "#lib/publishing/data.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { readRoom } from "#lib/quota/data.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import {
  auditOf,
  documentRow,
  makeDue,
  objectRow,
  totalsOf,
  uploadRow,
  versionsOf,
} from "#lib/testing/rows.ts";
import { docxFile, htmlFile, pdfFile, pngFile, sha256Of, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, askOne, requestFor, storeFile } from "#lib/testing/upload.ts";
import { findThumbnailSource } from "#lib/thumbnails/data.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { finishThumbnail, planThumbnail } from "#lib/thumbnails/mutations.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { sweep } from "#lib/uploads/sweep.ts";
import { listVersions } from "#lib/versions/data.ts";
import { deleteVersion, restoreVersion } from "#lib/versions/mutations.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = await Promise.all([buildSchool(), buildSchool()]);
});
afterAll(async () => {
  await expectInvariants(school.id);
  expect(await findDrift(school.id)).toEqual([]);
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

/** A file of as many versions as there are bytes, each brought by the teacher. */
async function fileOf(...contents: readonly Buffer[]) {
  const [first, ...more] = contents;
  const document = await storeFile(school.teacher, { filename: "Plan.pdf" }, first ?? (await pdfFile()));
  for (const bytes of more) {
    const ticket = await arrived(school.teacher, bytes, { replaces: document.id, filename: "scan (2).pdf" });
    await confirmUpload(school.teacher, ticket.uploadId);
  }
  return document;
}

const numbersOf = async (id: string) =>
  (await listVersions(school.viewer, id)).versions.map(({ number }) => number);

async function keyOf(objectId: string): Promise<string | undefined> {
  const [row] = await database().select({ key: objects.key }).from(objects).where(eq(objects.id, objectId));
  return row?.key;
}

async function bytesAt(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

describe("a replacement", () => {
  test("becomes the current version; what was there stays, whole, under its number", async () => {
    const [first, second] = [await pdfFile(), await pdfFile()];
    const document = await storeFile(school.teacher, { filename: "Plan.pdf", title: "The plan" }, first);
    await makeThumbnail(document.id, { lastTry: true });
    const before = await documentRow(document.id);
    const picture = before?.thumbnailObjectId;
    const totals = await totalsOf(school.id);
    const ticket = await arrived(school.registrar, second, { replaces: document.id, filename: "scan.pdf" });
    expect((await documentRow(document.id))?.version).toBe(1);
    const { document: now, created } = await confirmUpload(school.registrar, ticket.uploadId);
    expect([created, now.id, now.version, now.filename, now.title]).toEqual([
      true,
      document.id,
      2,
      "Plan.pdf",
      "The plan",
    ]);
    // It is still the teacher's, and where it was in the list.
    expect([now.uploadedBy?.id, now.uploadedAt]).toEqual([school.teacher.userId, document.uploadedAt]);
    expect(now.filePath).not.toBe(document.filePath);
    expect([await readBucket(document.filePath), await readBucket(now.filePath)]).toEqual([first, second]);
    const after = await totalsOf(school.id);
    expect([after.objects - totals.objects, after.bytes - totals.bytes]).toEqual([
      0,
      second.length - first.length,
    ]);
    expect(picture).not.toBeNull();
    expect((await documentRow(document.id))?.thumbnailObjectId).toBeNull();
    await makeThumbnail(document.id, { lastTry: true });
    expect((await documentRow(document.id))?.thumbnailObjectId).toBeTruthy();

    const { versions } = await listVersions(school.viewer, document.id);
    expect(versions.map(({ number, isCurrent, uploadedBy }) => [number, isCurrent, uploadedBy.id])).toEqual([
      [2, true, school.registrar.userId],
      [1, false, school.teacher.userId],
    ]);
    const again = await confirmUpload(school.registrar, ticket.uploadId);
    expect([again.created, again.document.version]).toEqual([false, 2]);
    const [event] = (await auditOf(school.id, "document.replaced")).filter((one) => one.targetId === now.id);
    expect([event?.userId, event?.details]).toEqual([
      school.registrar.userId,
      { filename: "Plan.pdf", from: "scan.pdf", version: 2, size: second.length, sha256: sha256Of(second) },
    ]);
  });

  test("of another type keeps the name, but for its ending", async () => {
    const document = await fileOf();
    const ticket = await arrived(school.teacher, docxFile(), {
      replaces: document.id,
      filename: "draft.docx",
      contentType: TYPES.docx,
    });
    const { document: now } = await confirmUpload(school.teacher, ticket.uploadId);
    expect([now.filename, now.contentType]).toEqual(["Plan.docx", TYPES.docx]);
    const { versions } = await listVersions(school.viewer, document.id);
    expect(versions.map(({ filename }) => filename)).toEqual(["Plan.docx", "Plan.pdf"]);
    const found = await listDocuments(school.viewer, { view: "live", q: "plan.docx" });
    expect(found.items.map(({ id }) => id)).toContain(document.id);
  });

  test("that fails a check replaces nothing", async () => {
    const document = await fileOf();
    const before = await documentRow(document.id);
    const ticket = await arrived(school.teacher, htmlFile(), { replaces: document.id });
    expect(await code(confirmUpload(school.teacher, ticket.uploadId))).toBe("content_mismatch");
    expect(await documentRow(document.id)).toEqual(before);
    expect(await versionsOf(document.id)).toEqual([]);
    expect(await readBucket(document.filePath)).not.toBeNull();
  });

  test("that nobody confirms is made by the sweeper", async () => {
    const document = await fileOf();
    const ticket = await arrived(school.teacher, await pdfFile(), { replaces: document.id });
    await makeDue([ticket.uploadId]);
    await sweep();
    expect(await numbersOf(document.id)).toEqual([2, 1]);
  });

  test("and nine others at once all end as versions, and none is lost", async () => {
    const document = await fileOf();
    const all = await Promise.all(Array.from({ length: 10 }, () => pdfFile()));
    const tickets = await Promise.all(
      all.map((bytes) => arrived(school.teacher, bytes, { replaces: document.id })),
    );
    await Promise.all(
      [...tickets, ...tickets].map(({ uploadId }) => confirmUpload(school.teacher, uploadId)),
    );
    expect(await numbersOf(document.id)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const kept = [...(await versionsOf(document.id)), await documentRow(document.id)].map(
      (row) => row?.sha256,
    );
    expect(new Set(kept.slice(1))).toEqual(new Set(all.map(sha256Of)));
    const events = (await auditOf(school.id, "document.replaced")).filter(
      (one) => one.targetId === document.id,
    );
    expect(events.map((event) => event.details?.version)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test("with the bytes that are there already is not taken", async () => {
    const bytes = await pdfFile();
    const document = await fileOf(bytes);
    expect(await askOne(school.teacher, requestFor(bytes, { replaces: document.id }))).toMatchObject({
      ok: false,
      code: "same_version",
    });
  });

  test("counts against the quota with all its versions, and only what is current is here already", async () => {
    const [first, second] = [await pdfFile(), await pdfFile()];
    const document = await fileOf(first, second);
    const same = async (bytes: Buffer) =>
      (await findSame(school.viewer, [{ sha256: sha256Of(bytes), size: bytes.length }])).map(({ id }) => id);
    expect([await same(second), await same(first)]).toEqual([[document.id], []]);
    await database().update(schools).set({ quotaBytes: 10_000_000 }).where(eq(schools.id, school.id));
    const before = await readRoom(database(), school.id);
    await fileOf(first, second, first);
    const after = await readRoom(database(), school.id);
    expect((after?.used ?? 0) - (before?.used ?? 0)).toBe(2 * first.length + second.length);
    await database().update(schools).set({ quotaBytes: null }).where(eq(schools.id, school.id));
  });

  test("takes a public copy back: nobody has chosen what is public now", async () => {
    const filename = "patio.png";
    const file = await storeFile(
      school.teacher,
      { kind: "media", filename, contentType: TYPES.png },
      pngFile(),
    );
    await publishDocument(school.teacher, file.id);
    await runJobs();
    const ticket = await arrived(school.teacher, pngFile(), {
      kind: "media",
      replaces: file.id,
      filename,
      contentType: TYPES.png,
    });
    await confirmUpload(school.teacher, ticket.uploadId);
    expect((await findPublication(school.teacher, file.id))?.state).toBe("withdrawing");
    await runJobs();
    expect(await findPublication(school.teacher, file.id)).toBeNull();
  });

  test("of a thumbnail that was being drawn does not get the old picture", async () => {
    const document = await fileOf();
    const source = await findThumbnailSource(document.id);
    if (source === null) throw new Error("There is no source.");
    const key = `thumbnails/${school.id}/${document.id}/late.webp`;
    const objectId = await planThumbnail(source, key, 4);
    const ticket = await arrived(school.teacher, await pdfFile(), { replaces: document.id });
    await confirmUpload(school.teacher, ticket.uploadId);
    expect(await finishThumbnail(source, objectId)).toBe(true);
    expect((await documentRow(document.id))?.thumbnailObjectId).toBeNull();
    expect((await objectRow(key))?.state).toBe("deleting");
  });
});

describe("who may", () => {
  test("replace and restore is who may rename; the trash and other schools take none", async () => {
    const document = await fileOf(await pdfFile(), await pdfFile());
    const colleague = await school.person("teacher");
    const asked = async (actor: typeof colleague, id = document.id) => {
      const answer = await askOne(actor, requestFor(await pdfFile(), { replaces: id }));
      return answer.ok ? "signed" : answer.code;
    };
    expect(await asked(colleague)).toBe("forbidden");
    expect(await asked(school.viewer)).toBe("forbidden");
    expect(await asked(other.administrator)).toBe("not_found");
    expect(await asked(school.registrar)).toBe("signed");
    expect(await code(restoreVersion(colleague, document.id, 1))).toBe("forbidden");
    expect(await code(restoreVersion(other.administrator, document.id, 1))).toBe("not_found");
    expect(await code(listVersions(other.administrator, document.id))).toBe("not_found");
    expect(await code(signDownload(other.administrator, document.id, { version: 1 }))).toBe("not_found");
    expect(await code(deleteVersion(school.registrar, document.id, 1))).toBe("forbidden");
    expect(await code(deleteVersion(other.administrator, document.id, 1))).toBe("not_found");
    await trashDocuments(school.teacher, [document.id]);
    expect(await asked(school.teacher)).toBe("not_found");
    expect(await code(restoreVersion(school.teacher, document.id, 1))).toBe("not_found");
    expect(await numbersOf(document.id).catch(() => "hidden")).toBe("hidden");
    await restoreDocuments(school.teacher, [document.id]);
    expect(await numbersOf(document.id)).toEqual([2, 1]);
  });

  test("a file that is in the trash by the time it is to be replaced stays as it is", async () => {
    const document = await fileOf();
    const tickets = [
      await arrived(school.teacher, await pdfFile(), { replaces: document.id }),
      await arrived(school.teacher, await pdfFile(), { replaces: document.id }),
    ];
    await trashDocuments(school.teacher, [document.id]);
    expect(await code(confirmUpload(school.teacher, tickets[0]?.uploadId ?? ""))).toBe("document_gone");
    await purgeDocuments(school.administrator, [document.id]);
    expect(await code(confirmUpload(school.teacher, tickets[1]?.uploadId ?? ""))).toBe("document_gone");
    expect(await documentRow(document.id)).toBeUndefined();
    const rows = await Promise.all(tickets.map(({ uploadId }) => uploadRow(uploadId)));
    expect(rows.map(({ status, refusalCode }) => [status, refusalCode])).toEqual([
      ["refused", "document_gone"],
      ["refused", "document_gone"],
    ]);
    await endSignatures(school.id);
    await runJobs();
    for (const { key } of rows) expect(await readBucket(key)).toBeNull();
  });
});

describe("an old version", () => {
  test("is opened and downloaded as it was, and the audit says which", async () => {
    const [first, second] = [await pdfFile(), await pdfFile()];
    const document = await fileOf(first, second);
    await editDocument(school.teacher, document.id, { filename: "Final.pdf" });
    const opened = await openDocument(school.viewer, document.id, { version: 1 });
    expect([opened.document.filename, opened.document.version]).toEqual(["Plan.pdf", 1]);
    expect(await bytesAt(opened.url ?? "")).toEqual(first);
    const { url } = await signDownload(school.viewer, document.id, { version: 1 });
    expect(await bytesAt(url)).toEqual(first);
    expect(await bytesAt((await signDownload(school.viewer, document.id)).url)).toEqual(second);
    for (const version of [0, 3, -1, 1.5, Number.NaN, 2 ** 40])
      expect(await code(signDownload(school.viewer, document.id, { version }))).toBe("not_found");
    const { entries } = await documentHistory(school.administrator, document.id);
    expect(entries.map((entry) => [entry.what, "version" in entry ? entry.version : null])).toEqual([
      ["downloaded", 2],
      ["downloaded", 1],
      ["viewed", 1],
      ["renamed", null],
      ["replaced", 2],
      ["created", null],
    ]);
  });

  test("is made current again under a new number, without a copy of its bytes", async () => {
    const contents = [await pdfFile(), await pdfFile(), await pdfFile()];
    const document = await fileOf(...contents);
    const before = await totalsOf(school.id);
    const answers = await Promise.all([1, 1, 1].map(() => restoreVersion(school.registrar, document.id, 1)));
    expect(answers).toEqual([{ number: 4 }, { number: 4 }, { number: 4 }]);
    const now = await getDocumentRecord(school.viewer, document.id);
    expect([now.version, now.filePath, now.sha256]).toEqual([
      4,
      document.filePath,
      sha256Of(contents[0] ?? Buffer.of()),
    ]);
    const { versions } = await listVersions(school.viewer, document.id);
    expect(versions.map(({ number, restoredFrom }) => [number, restoredFrom])).toEqual([
      [4, 1],
      [3, null],
      [2, null],
    ]);
    expect((await totalsOf(school.id)).objects).toBe(before.objects);
    const events = (await auditOf(school.id, "document.version_restored")).filter(
      (one) => one.targetId === document.id,
    );
    expect(events.map(({ userId, details }) => [userId, details?.version, details?.restored_from])).toEqual([
      [school.registrar.userId, 4, 1],
    ]);
    expect(await code(restoreVersion(school.registrar, document.id, 9))).toBe("not_found");
  });

  test("whose bytes are lost is neither opened nor made current", async () => {
    const document = await fileOf(await pdfFile(), await pdfFile());
    await database()
      .update(documentVersions)
      .set({ status: "missing" })
      .where(eq(documentVersions.documentId, document.id));
    expect(await code(restoreVersion(school.teacher, document.id, 1))).toBe("file_missing");
    expect(await code(openDocument(school.viewer, document.id, { version: 1 }))).toBe("file_missing");
    await database()
      .update(documentVersions)
      .set({ status: "ready" })
      .where(eq(documentVersions.documentId, document.id));
  });

  test("is deleted for good, and its object with it", async () => {
    const document = await fileOf(await pdfFile(), await pdfFile(), await pdfFile());
    const [, second] = await versionsOf(document.id);
    const key = (await keyOf(second?.objectId ?? "")) ?? "";
    await deleteVersion(school.administrator, document.id, 2);
    expect(await code(deleteVersion(school.administrator, document.id, 2))).toBe("not_found");
    expect(await code(deleteVersion(school.administrator, document.id, 3))).toBe("not_found");
    expect(await numbersOf(document.id)).toEqual([3, 1]);
    await endSignatures(school.id);
    await runJobs();
    expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
  });
});

test("a purge leaves nothing of any version", async () => {
  const document = await fileOf(await pdfFile(), await pdfFile(), await pdfFile());
  await restoreVersion(school.teacher, document.id, 1);
  await makeThumbnail(document.id, { lastTry: true });
  const keys = await Promise.all(
    [...(await versionsOf(document.id)), await documentRow(document.id)].map((row) =>
      keyOf(row?.objectId ?? ""),
    ),
  );
  expect(keys).toHaveLength(3);
  await trashDocuments(school.teacher, [document.id]);
  await purgeDocuments(school.administrator, [document.id]);
  await endSignatures(school.id);
  await runJobs();
  for (const key of keys)
    expect([await readBucket(key ?? ""), await objectRow(key ?? "")]).toEqual([null, undefined]);
});

describe("a checksum that fails later", () => {
  const unprove = async (table: typeof documents | typeof documentVersions, objectId: string) => {
    await database().update(table).set({ sha256VerifiedAt: null }).where(eq(table.objectId, objectId));
  };

  test("brings the last good version back", async () => {
    const document = await fileOf(await pdfFile(), await pdfFile());
    const bad = (await documentRow(document.id))?.objectId ?? "";
    await unprove(documents, bad);
    expect(await settleProof(bad, "0".repeat(64))).toBe("withdrawn");
    const now = await getDocumentRecord(school.viewer, document.id);
    expect([now.version, now.filePath, now.sha256Verified]).toEqual([3, document.filePath, true]);
    const { versions } = await listVersions(school.viewer, document.id);
    expect(versions.map(({ number, status }) => [number, status])).toEqual([
      [3, "ready"],
      [2, "damaged"],
    ]);
    expect(await code(restoreVersion(school.teacher, document.id, 2))).toBe("file_missing");
  });

  test("of an old version concerns only that", async () => {
    const document = await fileOf(await pdfFile(), await pdfFile());
    const [old] = await versionsOf(document.id);
    await unprove(documentVersions, old?.objectId ?? "");
    expect(await settleProof(old?.objectId ?? "", old?.sha256 ?? "")).toBe("proven");
    await unprove(documentVersions, old?.objectId ?? "");
    expect(await settleProof(old?.objectId ?? "", "0".repeat(64))).toBe("withdrawn");
    expect((await getDocumentRecord(school.viewer, document.id)).version).toBe(2);
    expect(await code(openDocument(school.viewer, document.id, { version: 1 }))).toBe("file_missing");
  });
});
