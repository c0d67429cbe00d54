import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { signDownload } from "#lib/documents/access.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { findDrift } from "#lib/documents/recount.mutations.ts";
import { schoolRoom } from "#lib/quota/data.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import {
  classNames,
  copiedFiles,
  largestFiles,
  replacedFiles,
  storageReport,
  unfinishedUploads,
  unopenedFiles,
  uploaderNames,
} from "#lib/storage-report/data.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { runJobs } from "#lib/testing/jobs.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { GROUPINGS } from "#lib/usage/constants.ts";
import { addDays, dayOf } from "#lib/usage/days.ts";
import { flushUsage } from "#lib/usage/flush.mutations.ts";
import { usageHeadline } from "#lib/usage/headline.data.ts";
import { usageMonths } from "#lib/usage/months.data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

let school: TestSchool;
let admin: Actor;
let teacher: Actor;
beforeAll(async () => {
  school = await buildSchool();
  admin = school.administrator;
  teacher = school.teacher;
});

async function newClass(by: Actor, name: string): Promise<string> {
  return (await addClass(by, name)).find((one) => one.name === name)?.id ?? "";
}

async function putNext(by: Actor, id: string): Promise<void> {
  const ticket = await arrived(by, await pdfFile(), { replaces: id });
  await confirmUpload(by, ticket.uploadId);
}

/** Everything that whoever may see usage is told, but for when it was reckoned. */
async function figuresFor(actor: Actor): Promise<string> {
  const today = dayOf(new Date());
  const range = { from: addDays(today, -3), to: today };
  const told = [
    await usageHeadline(actor),
    await usageMonths(actor),
    ...(await Promise.all(
      GROUPINGS.filter((by) => by !== "school").map((groupBy) => usageReport(actor, { ...range, groupBy })),
    )),
    await storageReport(actor),
    await unfinishedUploads(actor),
    await largestFiles(actor),
    await unopenedFiles(actor),
    await copiedFiles(actor),
    await replacedFiles(actor),
    [...(await classNames(actor))],
    [...(await uploaderNames(actor, [school.administrator.userId, teacher.userId]))],
    await schoolRoom(actor),
  ];
  return JSON.stringify(told, (key, value: unknown) => (key === "measuredAt" ? null : value));
}

test("what is restricted is in no figure of whoever may not see it, and in every one of whoever may", async () => {
  const { registrar } = school;
  const secret = await newClass(admin, "Counted");
  await restrictClass(admin, secret, true);
  await database().update(schools).set({ quotaBytes: 1_000_000 }).where(eq(schools.id, school.id));
  await storeFile(teacher, { filename: "open.pdf" });
  await flushUsage();
  const before = await figuresFor(registrar);
  const [all, room] = [await figuresFor(admin), await schoolRoom(teacher)];
  const file = await storeFile(admin, { filename: "counted.pdf", recordClassId: secret });
  await putNext(admin, file.id);
  await signDownload(admin, file.id);
  const gone = await storeFile(admin, { filename: "gone.pdf", recordClassId: secret });
  await trashDocuments(admin, [gone.id]);
  const purged = await storeFile(admin, { filename: "purged.pdf", recordClassId: secret });
  await trashDocuments(admin, [purged.id]);
  await purgeDocuments(admin, [purged.id]);
  // One that is on its way.
  await ticketFor(admin, await pdfFile(), { recordClassId: secret });
  await runJobs();
  await flushUsage();
  expect(await figuresFor(registrar)).toBe(before);
  expect(await schoolRoom(teacher)).toEqual(room);
  expect(await figuresFor(admin)).not.toBe(all);
  expect(await findDrift(school.id)).toEqual([]);
  await expectInvariants(school.id);
});

test("counters follow a document into a restricted class and out of it, with all that it holds", async () => {
  const here = await buildSchool();
  const id = await newClass(here.administrator, "Later");
  const file = await storeFile(here.administrator, { filename: "one.pdf", recordClassId: id });
  await putNext(here.administrator, file.id);
  const gone = await storeFile(here.administrator, { filename: "two.pdf", recordClassId: id });
  await trashDocuments(here.administrator, [gone.id]);
  const other = await storeFile(here.administrator, { filename: "three.pdf" });
  for (const one of [file, gone, other]) await makeThumbnail(one.id, { lastTry: true });
  const kinds = async () =>
    (await database().select().from(storageTotals).where(eq(storageTotals.schoolId, here.id)))
      .filter((row) => row.storedObjects > 0)
      .map((row) => [row.kind, row.objects, row.trashObjects, row.versionObjects])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  const open = await kinds();
  for (const restricted of [true, false]) {
    await restrictClass(here.administrator, id, restricted);
    expect(await kinds()).toEqual(
      restricted
        ? [
            ["document", 1, 0, 0],
            ["restricted", 1, 1, 1],
            ["thumbnail", 0, 0, 0],
          ]
        : open,
    );
    await expectInvariants(here.id);
    expect(await findDrift(here.id)).toEqual([]);
  }
  await restrictClass(here.administrator, id, true);
  await editDocument(here.administrator, file.id, { recordClass: null });
  expect(await findDrift(here.id)).toEqual([]);
  await purgeDocuments(here.administrator, [gone.id]);
  await runJobs();
  await expectInvariants(here.id);
  expect(await findDrift(here.id)).toEqual([]);
});
