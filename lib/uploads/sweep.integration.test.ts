import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readBucket, withStoreDown } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { PATIENT } from "#lib/testing/patient.ts";
import { auditOf, documentsOf, makeDue, objectRow, totalsOf, uploadRow } from "#lib/testing/rows.ts";
import { htmlFile, pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, ticketFor } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { sweep } from "#lib/uploads/sweep.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

const statusOf = async (uploadId: string) => (await uploadRow(uploadId)).status;

test("what arrived and was never confirmed becomes a document of the person who sent it", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  await makeDue([uploadId]);
  await sweep();
  await vi.waitFor(async () => expect(await statusOf(uploadId)).toBe("done"), PATIENT);
  const { documentId } = await uploadRow(uploadId);
  const document = (await documentsOf(school.id)).find((row) => row.id === documentId);
  expect(document?.uploadedBy).toBe(school.teacher.userId);
  const [event] = (await auditOf(school.id, "document.created")).filter((e) => e.targetId === documentId);
  expect([event?.userId, event?.userAgent]).toEqual([school.teacher.userId, "sweeper"]);
  const late = await confirmUpload(school.teacher, uploadId);
  expect([late.created, late.document.id]).toEqual([false, documentId]);
});

test("what arrived and is no good is refused, as a confirm would", async () => {
  const { uploadId } = await arrived(school.teacher, htmlFile());
  await makeDue([uploadId]);
  await sweep();
  await vi.waitFor(async () => expect(await statusOf(uploadId)).toBe("refused"), PATIENT);
  await expect(confirmUpload(school.teacher, uploadId)).rejects.toMatchObject({ code: "content_mismatch" });
});

test("what has not arrived is waited for, with longer and longer pauses, and then ends", async () => {
  const { uploadId } = await ticketFor(school.teacher, await pdfFile());
  const pauses: number[] = [];
  for (let look = 0; look < 9; look += 1) {
    await makeDue([uploadId]);
    const before = await uploadRow(uploadId);
    await sweep();
    await vi.waitFor(async () => expect((await uploadRow(uploadId)).checks).toBe(before.checks + 1), PATIENT);
    const after = await uploadRow(uploadId);
    expect(after.status).toBe("pending");
    pauses.push(Math.round((after.nextCheckAt.getTime() - Date.now()) / 10_000) * 10);
  }
  expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);

  await makeDue([uploadId], { expired: true });
  await sweep();
  await vi.waitFor(async () => expect(await statusOf(uploadId)).toBe("expired"), PATIENT);
  await expect(confirmUpload(school.teacher, uploadId)).rejects.toMatchObject({ code: "upload_closed" });
  const { key } = await uploadRow(uploadId);
  expect((await objectRow(key))?.state).toBe("deleting");
  await endSignatures(school.id);
  await vi.waitFor(
    async () => {
      await runJobs();
      expect(await objectRow(key)).toBeUndefined();
    },
    { timeout: 20_000 },
  );
});

test("what arrived in the last moment is a document, not an expired upload", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  await makeDue([uploadId], { expired: true });
  await sweep();
  await vi.waitFor(async () => expect(await statusOf(uploadId)).toBe("done"), PATIENT);
});

test("two sweepers and a live confirm at once make one document", async () => {
  const tickets = [];
  for (let n = 0; n < 6; n += 1) tickets.push(await arrived(school.teacher, await pdfFile()));
  const before = await totalsOf(school.id);
  await makeDue(tickets.map(({ uploadId }) => uploadId));
  const [, , ...confirms] = await Promise.all([
    sweep(),
    sweep(),
    ...tickets.map(({ uploadId }) => confirmUpload(school.teacher, uploadId)),
  ]);
  expect((await totalsOf(school.id)).objects - before.objects).toBe(tickets.length);
  const ids = confirms.map((confirm) => confirm.document.id);
  expect(new Set(ids).size).toBe(tickets.length);
  const events = await auditOf(school.id, "document.created");
  expect(events.filter((event) => ids.includes(event.targetId ?? ""))).toHaveLength(tickets.length);
});

test("while the store is away nothing is decided, not even that an upload has expired", async () => {
  const { uploadId } = await arrived(school.teacher, await pdfFile());
  const { key } = await uploadRow(uploadId);
  await makeDue([uploadId], { expired: true });
  await withStoreDown(() => sweep());
  expect(await statusOf(uploadId)).toBe("pending");
  expect(await readBucket(key)).not.toBeNull();
  await makeDue([uploadId]);
  await sweep();
  await vi.waitFor(async () => expect(await statusOf(uploadId)).toBe("done"), PATIENT);
});
