import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { restoreDocuments } from "#lib/documents/mutations.ts";
import { restartLostProofs } from "#lib/proofs/mutations.ts";
import { createMultipart, joinMultipart } from "#lib/storage/multipart.ts";
import { openMultiparts, withStoreDown } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { largePicture, largeRequest, partsTicket, sendParts } from "#lib/testing/multipart.ts";
import { auditOf, documentRow, makeDue, objectRow, totalsOf, uploadRow } from "#lib/testing/rows.ts";
import { sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { insertUpload } from "#lib/uploads/mutations.ts";
import { planUpload } from "#lib/uploads/plan.ts";
import { uploadState } from "#lib/uploads/state.ts";
import { sweep } from "#lib/uploads/sweep.ts";

let school: TestSchool;
let bytes: Buffer;
beforeAll(async () => {
  school = await buildSchool();
  bytes = largePicture();
});
afterAll(() => expectInvariants(school.id));

const eventually = (work: () => Promise<void>) => vi.waitFor(work, { timeout: 25_000, interval: 100 });
const ticket = () => partsTicket(school.teacher, bytes);

/** As if the last signature of an upload had ended. */
const silent = (uploadId: string) =>
  database()
    .update(uploads)
    .set({ signedUntil: sql`now() - interval '1 second'` })
    .where(eq(uploads.id, uploadId));

async function sweepFor(uploadId: string, options: { expired?: boolean } = {}): Promise<string> {
  await makeDue([uploadId], options);
  await sweep();
  return (await uploadRow(uploadId)).status;
}

async function documentOf(uploadId: string) {
  const { documentId } = await uploadRow(uploadId);
  return documentRow(documentId ?? "");
}

async function expectForgotten(key: string): Promise<void> {
  await endSignatures(school.id);
  await eventually(async () => {
    await runJobs();
    expect([await openMultiparts(key), await objectRow(key)]).toEqual([[], undefined]);
  });
}

describe("the sweeper", () => {
  test("joins and confirms what is all there once its sender is gone, and the worker gives it its checksum", async () => {
    const asked = await ticket();
    await sendParts(school.teacher, asked, bytes);
    expect(await sweepFor(asked.uploadId)).toBe("pending");
    await silent(asked.uploadId);
    expect(await sweepFor(asked.uploadId)).toBe("done");
    await eventually(async () => {
      await runJobs();
      expect(await documentOf(asked.uploadId)).toMatchObject({
        sha256: sha256Of(bytes),
        sha256VerifiedAt: expect.any(Date),
      });
    });
  });

  test("confirms what was joined and never confirmed", async () => {
    const asked = await ticket();
    const parts = await sendParts(school.teacher, asked, bytes);
    const { key, storeUploadId } = await uploadRow(asked.uploadId);
    await joinMultipart(key, storeUploadId ?? "", parts);
    expect(await sweepFor(asked.uploadId)).toBe("done");
  });

  test("leaves what lacks parts until its time is over, and then removes it from the store", async () => {
    const asked = await ticket();
    await sendParts(school.teacher, asked, bytes, [1, 2]);
    await silent(asked.uploadId);
    expect(await sweepFor(asked.uploadId)).toBe("pending");
    const { key } = await uploadRow(asked.uploadId);
    expect(await openMultiparts(key)).toEqual([key]);
    expect(await sweepFor(asked.uploadId, { expired: true })).toBe("expired");
    await expectForgotten(key);
  });

  test("ends one whose process died before or while the store opened it, and finds what the store has", async () => {
    for (const openedAtStore of [false, true]) {
      const plan = planUpload(school.teacher, largeRequest(bytes), () => "multipart");
      const uploadId = await insertUpload(school.teacher, plan);
      if (openedAtStore)
        await createMultipart(plan.key, { contentType: "image/png", disposition: "attachment" });
      expect(await sweepFor(uploadId)).toBe("pending");
      await silent(uploadId);
      expect(await sweepFor(uploadId)).toBe("expired");
      await expectForgotten(plan.key);
    }
  });

  test("ends nothing while the store is away", async () => {
    const asked = await ticket();
    await silent(asked.uploadId);
    await withStoreDown(async () => {
      expect(await sweepFor(asked.uploadId, { expired: true })).toBe("pending");
    });
  });
});

test("a file whose stored bytes are not its sender's is withdrawn, and its sender is told", async () => {
  const asked = await ticket();
  const parts = await sendParts(school.teacher, asked, bytes);
  const before = await totalsOf(school.id);
  const { document } = await confirmUpload(school.teacher, asked.uploadId, { parts, sha256: "a".repeat(64) });
  await eventually(async () => {
    await runJobs();
    expect((await documentRow(document.id))?.checksumFailedAt).not.toBeNull();
  });
  const shown = async (view: "live" | "trash") =>
    (await listDocuments(school.teacher, { view, kind: "media" })).items.find(({ id }) => id === document.id);
  expect(await shown("live")).toBeUndefined();
  expect(await shown("trash")).toMatchObject({ withdrawn: true, sha256Verified: false });
  await expect(restoreDocuments(school.teacher, [document.id])).rejects.toMatchObject({ code: "not_found" });
  await expect(confirmUpload(school.teacher, asked.uploadId)).rejects.toMatchObject({
    code: "checksum_mismatch",
  });
  expect(await uploadState(school.teacher, asked.uploadId)).toMatchObject({
    status: "refused",
    refusal: { code: "checksum_mismatch" },
  });
  expect(await totalsOf(school.id)).toMatchObject({
    objects: before.objects,
    trashObjects: before.trashObjects + 1,
  });
  expect((await auditOf(school.id, "document.withdrawn")).map(({ targetId }) => targetId)).toEqual([
    document.id,
  ]);
});

test("a reading that was lost is added again after a while, also for files from before", async () => {
  const asked = await ticket();
  const parts = await sendParts(school.teacher, asked, bytes);
  const { document } = await confirmUpload(school.teacher, asked.uploadId, { parts });
  await database().execute(
    sql`delete from graphile_worker._private_jobs where key = ${`proof:${document.id}`}`,
  );
  await database()
    .update(documents)
    .set({ uploadedAt: sql`now() - interval '11 minutes'` })
    .where(eq(documents.id, document.id));
  await restartLostProofs(1000);
  await eventually(async () => {
    await runJobs();
    expect((await documentRow(document.id))?.sha256VerifiedAt).not.toBeNull();
  });
});
