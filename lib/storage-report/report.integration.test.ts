import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { storageReports } from "#db/schema/storage-reports.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { openDocument } from "#lib/documents/access.ts";
import { dayAt, shiftDay } from "#lib/documents/days.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { MEASURED_AT_ONCE } from "#lib/storage-report/constants.ts";
import {
  copiedFiles,
  storageReport,
  unfinishedUploads,
  unopenedFiles,
  uploaderNames,
} from "#lib/storage-report/data.ts";
import { forgetReport } from "#lib/storage-report/forget.mutations.ts";
import { measureSchool, measureSchools, requestReport } from "#lib/storage-report/mutations.ts";
import { classRows, groupRows } from "#lib/storage-report/shares.data.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { runJobs } from "#lib/testing/jobs.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { storeFile, ticketFor } from "#lib/testing/upload.ts";

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const sha = () => (randomUUID() + randomUUID()).replaceAll("-", "");

async function figuresOf(school: TestSchool) {
  const { report } = await storageReport(school.registrar);
  if (report === null) throw new Error("There is no report.");
  return report.figures;
}

/** As if the school had more files than a page may go through. */
async function grow(school: TestSchool, objects = MEASURED_AT_ONCE + 1): Promise<void> {
  await database().insert(storageTotals).values({ schoolId: school.id, kind: "media", objects });
}

test("a school is divided by person, type and age, each adding up to the whole", async () => {
  const school = await buildSchool();
  await insertDocuments(school.teacher, [
    { filename: "a.pdf", fileSize: 100 },
    { filename: "b.png", fileSize: 20, contentType: "image/png", uploadedAt: ago(100) },
    { filename: "c.jpg", fileSize: 3, contentType: "image/jpeg", uploadedAt: ago(800), kind: "media" },
  ]);
  await insertDocuments(school.registrar, [
    { filename: "d.pdf", fileSize: 4000, uploadedAt: ago(4000) },
    { filename: "gone.pdf", fileSize: 50_000, deletedAt: new Date() },
  ]);
  const figures = await figuresOf(school);
  expect(figures.families).toEqual([
    { family: "pdf", bytes: 4100, objects: 2 },
    { family: "image", bytes: 23, objects: 2 },
  ]);
  expect(figures.people).toEqual([
    { userId: school.registrar.userId, bytes: 4000, objects: 1 },
    { userId: school.teacher.userId, bytes: 123, objects: 3 },
  ]);
  expect(figures.ages.map(({ bytes }) => bytes)).toEqual([100, 20, 0, 3, 4000]);
  expect(figures.otherPeople).toEqual({ people: 0, bytes: 0, objects: 0 });
  const names = await uploaderNames(school.registrar, [school.teacher.userId, school.viewer.userId]);
  expect([...names.keys()]).toEqual([school.teacher.userId]);
});

test("a school is divided by record class and by the students' class; no byte is counted twice", async () => {
  const [school, other] = await Promise.all([buildSchool(), buildSchool()]);
  const by = school.registrar;
  const [birth] = await listRecordClasses(by);
  const student = (group: string | null) => createStudent(by, studentValues({ group }));
  const [ana, leo, eva, zoe] = [
    await student("1A"),
    await student("1A"),
    await student("2B"),
    await student(null),
  ];
  const [both = "", one = "", two = "", none = "", gone = ""] = await insertDocuments(by, [
    { filename: "both.pdf", fileSize: 1 },
    { filename: "one.pdf", fileSize: 20 },
    { filename: "two.pdf", fileSize: 300 },
    { filename: "none.pdf", fileSize: 4000 },
    { filename: "gone.pdf", fileSize: 50_000, deletedAt: new Date() },
    { filename: "about nobody.pdf", fileSize: 600_000 },
  ]);
  await editDocument(by, one, { recordClass: birth?.id ?? "" });
  const link = (documentId: string, ...ids: string[]) =>
    database()
      .insert(documentStudents)
      .values(ids.map((studentId) => ({ schoolId: school.id, documentId, studentId })));
  await link(both, ana.id, eva.id);
  await link(one, ana.id, leo.id);
  await link(two, eva.id);
  await link(none, zoe.id);
  await link(gone, ana.id);
  const { classes, groups } = await figuresOf(school);
  expect(classes).toEqual([
    { recordClassId: null, bytes: 604_301, objects: 4 },
    { recordClassId: birth?.id, bytes: 20, objects: 1 },
  ]);
  expect(groups).toEqual([
    { of: "nobody", group: null, bytes: 600_000, objects: 1 },
    { of: "ungrouped", group: null, bytes: 4000, objects: 1 },
    { of: "group", group: "2B", bytes: 300, objects: 1 },
    { of: "group", group: "1A", bytes: 20, objects: 1 },
    { of: "several", group: null, bytes: 1, objects: 1 },
  ]);
  expect(await classRows(by)).toContainEqual({ key: birth?.id, name: birth?.name, bytes: 20, objects: 1 });
  expect(await groupRows(by)).toContainEqual({ key: "2B", name: "2B", bytes: 300, objects: 1 });
  expect(await groupRows(other.registrar)).toEqual([]);
  const { actor } = await school.token("usage:read");
  await expect(groupRows(actor)).rejects.toMatchObject({ code: "forbidden" });
});

test("what nobody opened in three months is found, until somebody opens it", async () => {
  const school = await buildSchool();
  const [old] = await insertDocuments(school.teacher, [
    { filename: "old.pdf", fileSize: 7, uploadedAt: ago(92) },
    { filename: "large.pdf", fileSize: 70, uploadedAt: ago(400) },
    { filename: "young.pdf", fileSize: 700, uploadedAt: ago(88) },
    { filename: "gone.pdf", fileSize: 7000, uploadedAt: ago(400), deletedAt: new Date() },
  ]);
  const { unopened } = await figuresOf(school);
  const upTo = shiftDay(dayAt(new Date(), school.registrar.timeZone), -90);
  expect(unopened).toMatchObject({ bytes: 77, objects: 2, upTo });
  expect((await unopenedFiles(school.registrar)).files.map(({ filename }) => filename)).toEqual([
    "large.pdf",
    "old.pdf",
  ]);
  await openDocument(school.viewer, old ?? "");
  expect((await figuresOf(school)).unopened).toMatchObject({ bytes: 70, objects: 1 });
});

test("copies are files of the same proven bytes; one of each is no copy", async () => {
  const [school, other] = await Promise.all([buildSchool(), buildSchool()]);
  const [same, twice, alone] = [sha(), sha(), sha()];
  await insertDocuments(school.teacher, [
    { filename: "first.pdf", fileSize: 10, sha256: same, uploadedAt: ago(3) },
    { filename: "second.pdf", fileSize: 10, sha256: same, uploadedAt: ago(2) },
    { filename: "third.pdf", fileSize: 10, sha256: same, kind: "media" },
    { filename: "in the trash.pdf", fileSize: 10, sha256: same, deletedAt: new Date() },
    { filename: "large.pdf", fileSize: 500, sha256: twice },
    { filename: "large (1).pdf", fileSize: 500, sha256: twice },
    { filename: "alone.pdf", fileSize: 9000, sha256: alone },
  ]);
  await insertDocuments(other.teacher, [{ filename: "theirs.pdf", fileSize: 9000, sha256: alone }]);
  expect((await figuresOf(school)).copies).toEqual({
    bytes: 520,
    objects: 3,
    sets: 2,
    sha256: [twice, same],
  });
  const { sets } = await copiedFiles(school.registrar);
  expect(sets.map(({ count, bytes, files }) => [count, bytes, files.map((file) => file.filename)])).toEqual([
    [2, 500, ["large.pdf", "large (1).pdf"]],
    [3, 20, ["first.pdf", "second.pdf", "third.pdf"]],
  ]);
  // Who may not read media is not told that one of their files is a copy.
  const { actor } = await school.token("usage:read", "documents:read");
  expect((await copiedFiles(actor)).sets.map(({ count }) => count)).toEqual([2, 2]);
});

test("a large school's report is made by the worker, once a minute when asked for and by itself at night", async () => {
  const school = await buildSchool();
  await insertDocuments(school.teacher, [{ filename: "a.pdf", fileSize: 100, uploadedAt: ago(100) }]);
  await grow(school);
  expect(await storageReport(school.registrar)).toEqual({ report: null, isMeasuring: false });
  await requestReport(school.registrar);
  expect(await storageReport(school.registrar)).toEqual({ report: null, isMeasuring: true });
  await expect(requestReport(school.administrator)).rejects.toMatchObject({ code: "rate_limited" });
  await runJobs();
  const { report, isMeasuring } = await storageReport(school.registrar);
  expect(isMeasuring).toBe(false);
  expect(report?.figures.unopened).toMatchObject({ bytes: 100, objects: 1 });
  // A file that is deleted after the report is named no more.
  const { files } = await unopenedFiles(school.registrar);

  await trashDocuments(school.registrar, [files[0]?.id ?? ""]);
  expect((await unopenedFiles(school.registrar)).files).toEqual([]);

  const mine = sql`${storageReports.schoolId} = ${school.id}`;
  await database()
    .update(storageReports)
    .set({ measuredAt: ago(2) })
    .where(mine);
  expect(await measureSchools(12)).toBeGreaterThan(0);
  await runJobs();
  const [row] = await database().select().from(storageReports).where(mine);
  expect(row?.measuredAt?.getTime()).toBeGreaterThan(Date.now() - DAY_MS);
  expect(row?.figures?.unopened).toMatchObject({ objects: 0, ids: [] });
});

test("a report of a school that is gone is none", async () => {
  await expect(measureSchool(randomUUID())).resolves.toBeUndefined();
});

test("what is announced and has not arrived counts as unfinished", async () => {
  const school = await buildSchool();
  await storeFile(school.teacher);
  expect(await unfinishedUploads(school.registrar)).toEqual({ bytes: 0, objects: 0 });
  const bytes = await pdfFile();
  await ticketFor(school.teacher, bytes);
  expect(await unfinishedUploads(school.registrar)).toEqual({ bytes: bytes.length, objects: 1 });
});

test("reports are for those who may read usage, and files for those who may read them", async () => {
  const school = await buildSchool();
  const reads = [storageReport, requestReport, unfinishedUploads, unopenedFiles, copiedFiles];
  for (const actor of [school.teacher, school.viewer]) {
    for (const read of reads) await expect(read(actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(uploaderNames(actor, [])).rejects.toMatchObject({ code: "forbidden" });
  }
  const { actor } = await school.token("usage:read");
  await storageReport(actor);
  await expect(unopenedFiles(actor)).rejects.toMatchObject({ code: "forbidden" });
  await expect(copiedFiles(actor)).rejects.toMatchObject({ code: "forbidden" });
});

test("what is restricted has a school measured anew also where no report was kept: one may be in the making", async () => {
  const here = await buildSchool();
  // Looked at before it is committed: the workers of other tests take such jobs.
  const jobs = await database().transaction(async (tx) => {
    await forgetReport(tx, here.id);
    return tx.execute(sql`select key from graphile_worker.jobs where key = ${`report:${here.id}`}`);
  });
  expect(jobs).toHaveLength(1);
});
