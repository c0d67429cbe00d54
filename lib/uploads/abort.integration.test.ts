import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { auditOf, documentsOf, objectRow, totalsOf, uploadRow } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, ticketFor } from "#lib/testing/upload.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

test("an upload is given up before its bytes or after, as often as one likes, and is closed then", async () => {
  const bytes = await pdfFile();
  for (const { uploadId } of [await ticketFor(school.teacher, bytes), await arrived(school.teacher, bytes)]) {
    expect(await codeOf(abortUpload(school.teacher, uploadId))).toBe("ok");
    expect(await codeOf(abortUpload(school.teacher, uploadId))).toBe("ok");
    expect(await codeOf(confirmUpload(school.teacher, uploadId))).toBe("upload_closed");
    const { status, key } = await uploadRow(uploadId);
    expect([status, (await objectRow(key))?.state]).toEqual(["aborted", "deleting"]);
    const events = (await auditOf(school.id, "upload.aborted")).filter((e) => e.targetId === uploadId);
    expect(events).toHaveLength(1);
    await endSignatures(school.id);
    await vi.waitFor(async () => {
      await runJobs();
      expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
    }, 10_000);
  }
});

test("what is a document already cannot be given up", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  const { document } = await confirmUpload(school.teacher, uploadId);
  expect(await codeOf(abortUpload(school.teacher, uploadId))).toBe("upload_closed");
  expect(await readBucket(document.filePath)).not.toBeNull();
});

test("an upload is nobody else's to give up", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  const other = await buildSchool();
  for (const stranger of [school.administrator, other.administrator, (await school.token()).actor]) {
    expect(await codeOf(abortUpload(stranger, uploadId))).toBe("not_found");
  }
  expect((await uploadRow(uploadId)).status).toBe("pending");
});

test("of giving up and confirming at once exactly one happens, and nothing is left over", async () => {
  for (let round = 0; round < 12; round += 1) {
    const before = (await documentsOf(school.id)).length;
    const { uploadId } = await arrived(school.teacher, await pdfFile());
    const [confirmed, aborted] = await Promise.all([
      codeOf(confirmUpload(school.teacher, uploadId)),
      codeOf(
        new Promise((resolve) => setImmediate(resolve)).then(async () => {
          if (round % 2 === 1) await totalsOf(school.id);
          return abortUpload(school.teacher, uploadId);
        }),
      ),
    ]);
    const { status, key } = await uploadRow(uploadId);
    const outcome = [status, confirmed, aborted, (await objectRow(key))?.state];
    expect([
      ["done", "ok", "upload_closed", "live"],
      ["aborted", "upload_closed", "ok", "deleting"],
    ]).toContainEqual(outcome);
    expect((await documentsOf(school.id)).length - before).toBe(status === "done" ? 1 : 0);
  }
});
