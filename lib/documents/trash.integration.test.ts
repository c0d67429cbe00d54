import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { uploads } from "#db/schema/uploads.ts";
import { purgeDocuments, purgeExpired, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { runDeleteJob } from "#lib/storage/delete-job.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { deleteJobs, endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { PATIENT } from "#lib/testing/patient.ts";
import { auditOf, documentRow, documentsOf, objectRow, totalsOf } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterEach(() => expectInvariants(school.id));

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

async function gone(key: string): Promise<void> {
  await endSignatures(school.id);
  await vi.waitFor(
    async () => {
      await runJobs();
      expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
    },
    { timeout: 10_000, interval: 100 },
  );
}

describe("the counters", () => {
  test("are the sums after any order of deleting, restoring and purging", async () => {
    const files = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (n) =>
        storeFile(school.registrar, n % 2 ? {} : { kind: "report" }, await pdfFile("x".repeat(n * 10))),
      ),
    );
    const ids = files.map(({ id }) => id);
    // A fixed, well mixed order, so that a failure can be seen again.
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let step = 0; step < 40; step += 1) {
      const some = ids.filter(() => next(3) === 0);
      const act = [trashDocuments, restoreDocuments, trashDocuments, restoreDocuments, purgeDocuments][
        next(step < 30 ? 4 : 5)
      ];
      expect(["ok", "not_found"]).toContain(
        await codeOf(act?.(school.administrator, some) ?? Promise.resolve()),
      );
      if (step % 8 === 0) await expectInvariants(school.id);
    }
  });

  test("are right when many delete and restore the same documents at once", async () => {
    const files = await Promise.all([1, 2, 3, 4].map(() => storeFile(school.teacher)));
    const ids = files.map(({ id }) => id);
    const before = await totalsOf(school.id);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        codeOf(
          (n % 2 ? restoreDocuments : trashDocuments)(
            school.administrator,
            n % 4 < 2 ? ids : ids.toReversed(),
          ),
        ),
      ),
    );
    expect(answers.filter((code) => code !== "ok" && code !== "not_found")).toEqual([]);
    await codeOf(restoreDocuments(school.administrator, ids));
    expect(await totalsOf(school.id)).toEqual(before);
  });
});

test("a document deleted twice is deleted once", async () => {
  const { id } = await storeFile(school.teacher);
  const answers = await Promise.all([1, 2, 3, 4].map(() => codeOf(trashDocuments(school.teacher, [id, id]))));
  expect(answers.sort()).toEqual(["not_found", "not_found", "not_found", "ok"]);
  expect((await auditOf(school.id, "document.deleted")).filter((e) => e.targetId === id)).toHaveLength(1);
});

describe("purging", () => {
  test("takes the row at once, the bytes by a job, and leaves the upload without its document", async () => {
    const { uploadId } = await arrived(school.teacher, await pdfFile());
    const { document } = await confirmUpload(school.teacher, uploadId);
    const object = await objectRow(document.filePath);
    expect(await codeOf(purgeDocuments(school.administrator, [document.id]))).toBe("not_found");
    await trashDocuments(school.teacher, [document.id]);
    expect(await purgeDocuments(school.administrator, [document.id])).toEqual({ ids: [document.id] });
    expect(await documentRow(document.id)).toBeUndefined();
    expect((await objectRow(document.filePath))?.state).toBe("deleting");
    const [upload] = await database().select().from(uploads).where(eq(uploads.id, uploadId));
    expect([upload?.status, upload?.documentId]).toEqual(["done", null]);
    expect(await codeOf(confirmUpload(school.teacher, uploadId))).toBe("upload_closed");
    await gone(document.filePath);
    expect(await codeOf(purgeDocuments(school.administrator, [document.id]))).toBe("not_found");
    // A job may come again.
    await runDeleteJob(object?.id ?? "");
    await runDeleteJob("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000");
    const events = (await auditOf(school.id, "document.purged")).filter((e) => e.targetId === document.id);
    expect(events.map((event) => event.userId)).toEqual([school.administrator.userId]);
  });

  test("while a signature still lives deletes the bytes at once and once more after it", async () => {
    const document = await storeFile(school.teacher);
    await trashDocuments(school.teacher, [document.id]);
    await purgeDocuments(school.administrator, [document.id]);
    await vi.waitFor(async () => {
      await runJobs();
      expect(await readBucket(document.filePath)).toBeNull();
    }, PATIENT);
    const object = await objectRow(document.filePath);
    expect(object?.state).toBe("deleting");
    const jobs = await vi.waitFor(async () => {
      const found = await deleteJobs(object?.id ?? "");
      expect(found.map((job) => job.key)).toEqual([`delete:${object?.id}:again`]);
      return found;
    }, PATIENT);
    expect(jobs).toHaveLength(1);
    await gone(document.filePath);
  });

  test("a live document's object is never deleted by a job that was added by mistake", async () => {
    const document = await storeFile(school.teacher);
    await runDeleteJob((await objectRow(document.filePath))?.id ?? "");
    expect(await readBucket(document.filePath)).not.toBeNull();
  });
});

test("after 30 days in the trash, and not before, documents go by themselves", async () => {
  const files = await Promise.all([1, 2, 3].map(() => storeFile(school.teacher)));
  const [old, young, live] = files.map(({ id }) => id) as [string, string, string];
  await trashDocuments(school.teacher, [old, young]);
  const deletedBefore = (id: string, interval: string) =>
    database()
      .update(documents)
      .set({ deletedAt: sql`now() - ${interval}::interval` })
      .where(eq(documents.id, id));
  await deletedBefore(old, "30 days 1 second");
  await deletedBefore(young, "29 days 23 hours 59 minutes");
  while (!(await purgeExpired()).done);
  const left = (await documentsOf(school.id)).map((row) => row.id);
  expect([left.includes(old), left.includes(young), left.includes(live)]).toEqual([false, true, true]);
  const [event] = (await auditOf(school.id, "document.purged")).filter((e) => e.targetId === old);
  expect([event?.userId, event?.userAgent]).toEqual([null, "worker"]);
  await gone(files[0]?.filePath ?? "");
});
