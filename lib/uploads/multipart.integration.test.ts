import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { uploads } from "#db/schema/uploads.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { store } from "#lib/storage/client.ts";
import { joinMultipart } from "#lib/storage/multipart.ts";
import { openMultiparts, readBucket, withStoreDown } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import {
  largePicture,
  largeRequest,
  partOf,
  partsTicket,
  sendPart,
  sendParts,
} from "#lib/testing/multipart.ts";
import { documentRow, objectRow, uploadRow } from "#lib/testing/rows.ts";
import { exeFile, sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { MIN_PART_SIZE } from "#lib/uploads/constants.ts";
import { signParts } from "#lib/uploads/multipart.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import { uploadState } from "#lib/uploads/state.ts";

let school: TestSchool;
let bytes: Buffer;
let sha256: string;
beforeAll(async () => {
  school = await buildSchool();
  bytes = largePicture();
  sha256 = sha256Of(bytes);
});
afterAll(() => expectInvariants(school.id));

const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 25_000, interval: 100 });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
const listed = async () =>
  (await listDocuments(school.administrator, { view: "live", kind: "media" })).items.map(({ id }) => id);
const ticket = () => partsTicket(school.teacher, bytes);
const confirm = (uploadId: string, given = {}) => confirmUpload(school.teacher, uploadId, given);

describe("a file in parts", () => {
  test("goes from request to document, and is itself; its checksum is proven by the worker", async () => {
    const asked = await ticket();
    expect(asked).toMatchObject({ partSize: MIN_PART_SIZE, partCount: 4 });
    expect(Date.parse(asked.expiresAt) - Date.now()).toBeGreaterThan(5 * 86_400_000);
    const parts = await sendParts(school.teacher, asked, bytes);
    const { document, created } = await confirm(asked.uploadId, { parts, sha256 });
    expect(created).toBe(true);
    expect(document).toMatchObject({ fileSize: bytes.length, sha256, sha256Verified: false });
    expect((await readBucket(document.filePath))?.equals(bytes)).toBe(true);
    expect(await confirm(asked.uploadId, { parts, sha256 })).toMatchObject({ created: false });

    expect((await uploadState(school.teacher, asked.uploadId)).verified).toBe(false);
    await eventually(async () => {
      await runJobs();
      expect((await documentRow(document.id))?.sha256VerifiedAt).not.toBeNull();
    });
    expect(await uploadState(school.teacher, asked.uploadId)).toMatchObject({
      status: "done",
      verified: true,
    });
  });

  test("is signed like any other up to 25 MiB, and has no parts that it does not have", async () => {
    const [answer] = await requestUploads(school.teacher, [
      largeRequest(bytes.subarray(0, bytes.length - 1), { sha256 }),
    ]);
    expect(answer).toMatchObject({ ok: true, upload: { method: "post" } });
    const single = answer?.ok ? answer.upload.uploadId : "";
    expect(await codeOf(signParts(school.teacher, single, [1]))).toBe("invalid_request");
    const { uploadId } = await ticket();
    for (const number of [0, 5, -1]) {
      expect(await codeOf(signParts(school.teacher, uploadId, [1, number]))).toBe("invalid_request");
    }
    await abortUpload(school.teacher, uploadId);
    await abortUpload(school.teacher, single);
  });

  test("is taken up where it was left, with the parts that the store has", async () => {
    const asked = await ticket();
    const first = await sendParts(school.teacher, asked, bytes, [1, 3]);
    const state = await uploadState(school.teacher, asked.uploadId);
    expect(state).toMatchObject({
      status: "pending",
      filename: "mural.png",
      size: bytes.length,
      partCount: 4,
    });
    expect(state.parts?.map(({ number, etag }) => ({ number, etag }))).toEqual(first);
    expect(await codeOf(confirm(asked.uploadId))).toBe("upload_not_arrived");
    expect(await codeOf(confirm(asked.uploadId, { parts: first }))).toBe("upload_not_arrived");
    await sendParts(school.teacher, asked, bytes, [2, 4]);
    const { document } = await confirm(asked.uploadId, { sha256 });
    expect((await readBucket(document.filePath))?.equals(bytes)).toBe(true);
  });

  test("is not joined of parts that were named wrongly, and can still be", async () => {
    const asked = await ticket();
    const parts = await sendParts(school.teacher, asked, bytes);
    const wrong = parts.map((part) => ({ ...part, etag: '"00000000000000000000000000000000"' }));
    expect(await codeOf(confirm(asked.uploadId, { parts: wrong }))).toBe("upload_not_arrived");
    expect(await codeOf(confirm(asked.uploadId, { parts: [...parts, ...parts] }))).toBe("upload_not_arrived");
    expect(await codeOf(confirm(asked.uploadId, { parts, sha256 }))).toBe("ok");
  });

  test("is confirmed once by many who ask at once", async () => {
    const asked = await ticket();
    const parts = await sendParts(school.teacher, asked, bytes);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => confirm(asked.uploadId, { parts, sha256 })),
    );
    expect(new Set(answers.map(({ document }) => document.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
  });

  test("is confirmed where the parts were joined and the answer was lost", async () => {
    const asked = await ticket();
    const parts = await sendParts(school.teacher, asked, bytes);
    const { key, storeUploadId } = await uploadRow(asked.uploadId);
    expect(await joinMultipart(key, storeUploadId ?? "", parts)).toBe("joined");
    expect(await confirm(asked.uploadId, { parts, sha256 })).toMatchObject({ created: true });
  });

  test("that is not what it was called is refused and removed", async () => {
    const program = Buffer.concat([exeFile(), bytes.subarray(1024)]);
    const asked = await partsTicket(school.teacher, program);
    const parts = await sendParts(school.teacher, asked, program);
    expect(await codeOf(confirm(asked.uploadId, { parts }))).toBe("content_mismatch");
    const { key } = await uploadRow(asked.uploadId);
    await eventually(async () => {
      await runJobs();
      expect(await readBucket(key)).toBeNull();
    });
    expect(await uploadState(school.teacher, asked.uploadId)).toMatchObject({
      status: "refused",
      refusal: { code: "content_mismatch" },
    });
  });
});

describe("a signed part", () => {
  test("takes its length alone, and no copy of another object", async () => {
    const other = await storeFile(school.teacher);
    const asked = await ticket();
    const { parts } = await signParts(school.teacher, asked.uploadId, [4]);
    const [part] = parts;
    if (part === undefined) throw new Error("No part was signed.");
    const right = partOf(asked, bytes, 4);
    const source = { "x-amz-copy-source": `/${store().bucket}/${other.filePath}` };
    const statuses = [
      (await sendPart(part, Buffer.concat([right, Buffer.from("!")]))).status,
      (await sendPart(part, right.subarray(1))).status,
      (await sendPart(part, right, source)).status,
      (await sendPart({ ...part, url: part.url.replace("partNumber=4", "partNumber=3") }, right)).status,
    ];
    expect(statuses).toEqual([403, 403, 403, 403]);
    expect((await uploadState(school.teacher, asked.uploadId)).parts).toEqual([]);
    await abortUpload(school.teacher, asked.uploadId);
  });

  test("changes nothing once the file is a document", async () => {
    const asked = await ticket();
    const { parts } = await signParts(school.teacher, asked.uploadId, [1, 2, 3, 4]);
    const sent = await sendParts(school.teacher, asked, bytes);
    const { document } = await confirm(asked.uploadId, { parts: sent, sha256 });
    const [first] = parts;
    if (first === undefined) throw new Error("No part was signed.");
    expect((await sendPart(first, Buffer.alloc(asked.partSize))).status).toBe(404);
    expect((await readBucket(document.filePath))?.equals(bytes)).toBe(true);
    expect(await codeOf(signParts(school.teacher, asked.uploadId, [1]))).toBe("upload_closed");
  });

  test("is nobody else's to ask for, to join or to look at", async () => {
    const asked = await ticket();
    const other = await buildSchool();
    for (const stranger of [school.administrator, other.teacher, (await school.token()).actor]) {
      expect(await codeOf(signParts(stranger, asked.uploadId, [1]))).toBe("not_found");
      expect(await codeOf(uploadState(stranger, asked.uploadId))).toBe("not_found");
      expect(await codeOf(confirmUpload(stranger, asked.uploadId))).toBe("not_found");
      expect(await codeOf(abortUpload(stranger, asked.uploadId))).toBe("not_found");
    }
    await abortUpload(school.teacher, asked.uploadId);
  });
});

describe("giving up", () => {
  test("removes the parts, and closes the signatures that are out", async () => {
    const asked = await ticket();
    const [late] = (await signParts(school.teacher, asked.uploadId, [2])).parts;
    await sendParts(school.teacher, asked, bytes, [1]);
    await abortUpload(school.teacher, asked.uploadId);
    const { key } = await uploadRow(asked.uploadId);
    await eventually(async () => {
      await runJobs();
      expect(await openMultiparts(key)).toEqual([]);
    });
    if (late === undefined) throw new Error("No part was signed.");
    expect((await sendPart(late, partOf(asked, bytes, 2))).status).toBe(404);
    expect(await codeOf(confirm(asked.uploadId))).toBe("upload_closed");
    // The row stays until the last signature can write no more, and the store is asked once more then.
    expect((await objectRow(key))?.state).toBe("deleting");
    await endSignatures(school.id);
    await eventually(async () => {
      await runJobs();
      expect(await objectRow(key)).toBeUndefined();
    });
  });

  test("and confirming at once: exactly one happens, and nothing is left over", async () => {
    for (let round = 0; round < 4; round += 1) {
      const asked = await ticket();
      const parts = await sendParts(school.teacher, asked, bytes);
      const [confirmed, aborted] = await Promise.all([
        codeOf(confirm(asked.uploadId, { parts, sha256 })),
        codeOf(
          new Promise((resolve) => setTimeout(resolve, round * 5)).then(() =>
            abortUpload(school.teacher, asked.uploadId),
          ),
        ),
      ]);
      const { status, key } = await uploadRow(asked.uploadId);
      const outcome = [status, aborted, (await objectRow(key))?.state];
      expect([
        ["done", "upload_closed", "live"],
        ["aborted", "ok", "deleting"],
      ]).toContainEqual(outcome);
      expect(confirmed === "ok").toBe(status === "done");
    }
    await endSignatures(school.id);
    await eventually(async () => {
      await runJobs();
      expect(await openMultiparts(`media/${school.id}/`)).toEqual([]);
    });
  });

  test("happens by itself where the store cannot open the upload", async () => {
    const [answer] = await withStoreDown(() => requestUploads(school.teacher, [largeRequest(bytes)]));
    expect(answer).toMatchObject({ ok: false, code: "storage_unavailable" });
    const pending = await database()
      .select({ id: uploads.id })
      .from(uploads)
      .where(
        sql`${eq(uploads.schoolId, school.id)} and status = 'pending' and store_upload_id is null and method = 'multipart'`,
      );
    expect(pending).toEqual([]);
  });
});

test("a large file's checksum that comes too late is held against the bytes", async () => {
  const asked = await ticket();
  await sendParts(school.teacher, asked, bytes);
  const { document } = await confirm(asked.uploadId);
  expect(document.sha256).toBeNull();
  expect((await confirm(asked.uploadId, { sha256 })).document.sha256).toBe(sha256);
  // Two that contradict one another tell nothing of the file.
  expect(await codeOf(confirm(asked.uploadId, { sha256: "0".repeat(64) }))).toBe("checksum_mismatch");
  expect(await listed()).toContain(document.id);

  const other = await ticket();
  await sendParts(school.teacher, other, bytes);
  const { document: read } = await confirm(other.uploadId);
  await eventually(async () => {
    await runJobs();
    expect((await documentRow(read.id))?.sha256).toBe(sha256);
  });
  expect(await codeOf(confirm(other.uploadId, { sha256: "0".repeat(64) }))).toBe("checksum_mismatch");
  expect(await listed()).not.toContain(read.id);
});
