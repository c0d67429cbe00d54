import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { rateLimits } from "#db/schema/rate-limits.ts";
import { sessions } from "#db/schema/sessions.ts";
import { uploads } from "#db/schema/uploads.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { tidy } from "#lib/jobs/tidy.mutations.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { readBucket, withStoreDown } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { deleteJobs, endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { PATIENT } from "#lib/testing/patient.ts";
import { objectRow, uploadRow } from "#lib/testing/rows.ts";
import { htmlFile, pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { restartLostDeletes } from "#lib/uploads/sweep.mutations.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(() => expectInvariants(school.id));

/** A purged document whose bytes still wait for their job. */
async function purged() {
  const document = await storeFile(school.teacher);
  await trashDocuments(school.teacher, [document.id]);
  await purgeDocuments(school.administrator, [document.id]);
  const object = await objectRow(document.filePath);
  return { key: document.filePath, objectId: object?.id ?? "" };
}

/** As if somebody had emptied the queue. */
const loseJobs = (objectId: string) =>
  database().execute(sql`delete from graphile_worker._private_jobs where key like ${`delete:${objectId}%`}`);

const longAgo = (objectId: string) =>
  database()
    .update(objects)
    .set({ deletingSince: sql`now() - interval '11 minutes'` })
    .where(eq(objects.id, objectId));

async function expectGone(key: string): Promise<void> {
  await endSignatures(school.id);
  await vi.waitFor(
    async () => {
      await runJobs();
      expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
    },
    { timeout: 10_000, interval: 100 },
  );
}

test("a transaction that is rolled back leaves neither a mark nor a job", async () => {
  const document = await storeFile(school.teacher);
  const object = await objectRow(document.filePath);
  const objectId = object?.id ?? "";
  const undone = database().transaction(async (tx) => {
    await markDeleting(tx, [objectId]);
    throw new Error("changed our mind");
  });
  await expect(undone).rejects.toThrow("changed our mind");
  expect((await objectRow(document.filePath))?.state).toBe("live");
  expect(await deleteJobs(objectId)).toEqual([]);
});

test("marking the same object again adds no second job", async () => {
  const { uploadId } = await ticketFor(school.teacher, await pdfFile());
  const { objectId } = await uploadRow(uploadId);
  let jobs: unknown[] = [];
  // In one transaction, so that no worker takes the job in between.
  const undone = database().transaction(async (tx) => {
    await markDeleting(tx, [objectId ?? ""]);
    await markDeleting(tx, [objectId ?? ""]);
    jobs = [
      ...(await tx.execute(
        sql`select key from graphile_worker.jobs where key like ${`delete:${objectId}%`}`,
      )),
    ];
    throw new Error("changed our mind");
  });
  await expect(undone).rejects.toThrow("changed our mind");
  expect(jobs).toEqual([{ key: `delete:${objectId}` }]);
  expect((await uploadRow(uploadId)).status).toBe("pending");
});

describe("a delete job that was lost", () => {
  test("is added again after a while, and not before", async () => {
    const { key, objectId } = await purged();
    await loseJobs(objectId);
    await restartLostDeletes(1000);
    expect(await deleteJobs(objectId)).toEqual([]);
    await longAgo(objectId);
    expect(await restartLostDeletes(1000)).toBeGreaterThanOrEqual(1);
    expect(await deleteJobs(objectId)).toHaveLength(1);
    await expectGone(key);
  });

  test("is not added a second time while one waits", async () => {
    const { key, objectId } = await purged();
    await longAgo(objectId);
    await restartLostDeletes(1000);
    expect((await deleteJobs(objectId)).length).toBeLessThanOrEqual(1);
    await expectGone(key);
  });

  test("is added again where its tries were used up", async () => {
    const { key, objectId } = await purged();
    await loseJobs(objectId);
    await database().execute(sql`
      select graphile_worker.add_job('delete_object', json_build_object('objectId', ${objectId}::text),
        job_key => ${`delete:${objectId}`}, max_attempts => 1, run_at => now() + interval '1 day')`);
    await database().execute(sql`
      update graphile_worker._private_jobs set attempts = 1 where key = ${`delete:${objectId}`}`);
    await longAgo(objectId);
    await restartLostDeletes(1000);
    expect((await deleteJobs(objectId)).map((job) => job.attempts)).toEqual([0]);
    await expectGone(key);
  });
});

test("a delete while the store is away is tried again until it is done", async () => {
  const { key, objectId } = await purged();
  await endSignatures(school.id);
  await withStoreDown(runJobs);
  await vi.waitFor(async () => {
    const object = await objectRow(key);
    expect([undefined, "deleting"]).toContain(object?.state);
    expect(object === undefined ? null : (await deleteJobs(objectId)).length).not.toBe(0);
  }, PATIENT);
  await expectGone(key);
});

test("tidying removes what nobody asks for any more, and nothing else", async () => {
  const member = await school.person("viewer");
  const gone = await signedIn(member.userId, school.id);
  await database()
    .update(sessions)
    .set({ expiresAt: sql`now() - interval '31 days'` })
    .where(eq(sessions.id, gone.sessionId ?? ""));
  const month = { finishedAt: sql`now() - interval '31 days'` };
  const pending = await ticketFor(school.teacher, await pdfFile());
  const done = await arrived(school.teacher, await pdfFile());
  await confirmUpload(school.teacher, done.uploadId);
  const recent = await arrived(school.teacher, await pdfFile());
  await confirmUpload(school.teacher, recent.uploadId);
  const refused = await arrived(school.teacher, htmlFile());
  await confirmUpload(school.teacher, refused.uploadId).catch(() => undefined);
  const waiting = [pending, done, recent, refused].map(({ uploadId }) => uploadId);
  await database()
    .update(uploads)
    .set(month)
    .where(inArray(uploads.id, [pending.uploadId, done.uploadId, refused.uploadId]));
  await database().execute(sql`
    insert into rate_limits values ('tidy:old', 1, now() - interval '1 second'), ('tidy:new', 1, now() + interval '1 hour')`);

  await tidy();

  const left = (
    await database().select({ id: uploads.id }).from(uploads).where(inArray(uploads.id, waiting))
  ).map((row) => row.id);
  // The refused one's object is still to be deleted: its row must not lose it.
  expect(left.sort()).toEqual([pending.uploadId, recent.uploadId, refused.uploadId].sort());
  const keys = await database()
    .select({ key: rateLimits.key })
    .from(rateLimits)
    .where(sql`key like 'tidy:%'`);
  expect(keys).toEqual([{ key: "tidy:new" }]);
  const open = await database()
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, member.userId));
  expect(open.map((row) => row.id)).toEqual([member.sessionId]);
});
