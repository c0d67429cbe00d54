import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { forceIntoBucket, readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { PATIENT } from "#lib/testing/patient.ts";
import { auditOf, objectRow, totalsOf, uploadRow } from "#lib/testing/rows.ts";
import {
  COMPOUND_CLASS,
  compoundFile,
  docxFile,
  exeFile,
  htmlFile,
  pdfFile,
  pngFile,
  sha256Of,
  TYPES,
} from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { sendPut, signedPut } from "#lib/testing/signed-put.ts";
import { arrived, sendTicket, ticketFor } from "#lib/testing/upload.ts";
import { zipFile } from "#lib/testing/zip-file.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

const pdf = await pdfFile();
const judged = (uploadId: string) =>
  confirmUpload(school.teacher, uploadId).then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );

/** What a refused file leaves: nothing to see, the same answer each time, and soon no bytes and no row. */
async function expectGone(uploadId: string, code: string): Promise<void> {
  const row = await uploadRow(uploadId);
  expect([row.status, row.refusalCode, row.documentId]).toEqual(["refused", code, null]);
  expect((await objectRow(row.key))?.state).toBe("deleting");
  expect(await judged(uploadId)).toBe(code);
  await vi.waitFor(
    async () => {
      await runJobs();
      expect(await readBucket(row.key)).toBeNull();
    },
    { timeout: 10_000, interval: 100 },
  );
  // A signature is still alive: the row stays, so that what it could still write is deleted too.
  expect((await objectRow(row.key))?.state).toBe("deleting");
  await endSignatures(school.id);
  await vi.waitFor(
    async () => {
      await runJobs();
      expect(await objectRow(row.key)).toBeUndefined();
    },
    { timeout: 10_000, interval: 100 },
  );
  expect(await judged(uploadId)).toBe(code);
  const refusals = (await auditOf(school.id, "upload.refused")).filter((e) => e.targetId === uploadId);
  expect(refusals.map((event) => [event.outcome, event.details?.["reason"]])).toEqual([["failed", code]]);
}

describe("a file whose bytes are not what was declared", () => {
  test.each<[string, string, string, Buffer]>([
    ["a renamed program", "content_mismatch", TYPES.pdf, exeFile()],
    ["a web page called .pdf", "content_mismatch", TYPES.pdf, htmlFile("%%EOF")],
    ["a PDF cut short", "file_cut_short", TYPES.pdf, pdf.subarray(0, -30)],
    ["a picture cut short", "file_cut_short", TYPES.png, pngFile().subarray(0, -5)],
    ["a Word document cut short", "file_cut_short", TYPES.docx, docxFile().subarray(0, -40)],
    ["a plain ZIP called .docx", "content_mismatch", TYPES.docx, zipFile({ a: "b" })],
    ["a workbook called .doc", "content_mismatch", TYPES.doc, compoundFile(COMPOUND_CLASS.excel, "Workbook")],
  ])("%s is refused and leaves nothing", async (_name, code, contentType, bytes) => {
    const before = await totalsOf(school.id);
    const { uploadId } = await arrived(school.teacher, bytes, { contentType });
    expect(await judged(uploadId)).toBe(code);
    await expectGone(uploadId, code);
    expect(await totalsOf(school.id)).toEqual(before);
  });

  test("another size than declared", async () => {
    const { uploadId } = await ticketFor(school.teacher, pdf);
    await forceIntoBucket((await uploadRow(uploadId)).key, Buffer.concat([pdf, pdf]), TYPES.pdf);
    expect(await judged(uploadId)).toBe("size_mismatch");
    await expectGone(uploadId, "size_mismatch");
  });

  test("another type than declared", async () => {
    const { uploadId } = await ticketFor(school.teacher, pdf);
    await forceIntoBucket((await uploadRow(uploadId)).key, pdf, "text/html");
    expect(await judged(uploadId)).toBe("type_mismatch");
    await expectGone(uploadId, "type_mismatch");
  });

  test("another checksum than declared", async () => {
    const { uploadId } = await arrived(school.teacher, pdf, {}, "put without checksum");
    const given = { sha256: sha256Of(Buffer.from("other")) };
    await expect(confirmUpload(school.teacher, uploadId, given)).rejects.toMatchObject({
      code: "checksum_mismatch",
    });
    await expectGone(uploadId, "checksum_mismatch");
  });
});

test("50 confirms at once of a bad file refuse it once", async () => {
  const { uploadId } = await arrived(school.teacher, htmlFile());
  const answers = await Promise.all(Array.from({ length: 50 }, () => judged(uploadId)));
  expect(new Set(answers)).toEqual(new Set(["content_mismatch"]));
  const events = (await auditOf(school.id, "upload.refused")).filter((e) => e.targetId === uploadId);
  expect(events).toHaveLength(1);
});

test("a refused upload can be given up, and its answer stays", async () => {
  const { uploadId } = await arrived(school.teacher, htmlFile());
  expect(await judged(uploadId)).toBe("content_mismatch");
  await abortUpload(school.teacher, uploadId);
  expect(await judged(uploadId)).toBe("content_mismatch");
});

test("what is sent after the refusal, while the signature lives, is deleted as well", async () => {
  const bytes = htmlFile();
  const ticket = await arrived(school.teacher, bytes, {}, "put without checksum");
  const { key } = await uploadRow(ticket.uploadId);
  await judged(ticket.uploadId);
  await vi.waitFor(async () => {
    await runJobs();
    expect(await readBucket(key)).toBeNull();
  }, PATIENT);
  expect(await sendTicket(ticket, bytes)).toBeLessThan(300);
  expect(await readBucket(key)).toEqual(bytes);
  await endSignatures(school.id);
  await vi.waitFor(async () => {
    await runJobs();
    expect(await readBucket(key)).toBeNull();
    expect(await objectRow(key)).toBeUndefined();
  }, PATIENT);
});

test("a file that its sender marked as encoded is refused: readers would get other bytes than were checked", async () => {
  for (const encoding of ["gzip", "deflate", "br"]) {
    const put = await signedPut(school.teacher, pdf);
    expect((await sendPut(put, pdf, { "content-encoding": encoding })).status).toBe(200);
    expect(await judged(put.uploadId)).toBe("type_mismatch");
    expect((await uploadRow(put.uploadId)).documentId).toBeNull();
  }
});
