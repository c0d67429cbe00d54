import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { getDocumentRecord, listDocumentRecords } from "#lib/documents/records.data.ts";
import { saveDraft } from "#lib/messages/draft.mutations.ts";
import { studentsOf } from "#lib/students/data.ts";
import { linkDocuments, unlinkDocuments } from "#lib/students/links.mutations.ts";
import { createStudent, deleteStudent } from "#lib/students/mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { arrived, askOne, requestFor, storeFile } from "#lib/testing/upload.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";

let school: TestSchool;
let actor: Actor;
beforeEach(async () => {
  school = await buildSchool();
  actor = school.registrar;
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
const add = async (givenName: string, of = actor) =>
  (await createStudent(of, studentValues({ givenName }))).id;
const linksOf = (documentId: string) =>
  database()
    .select({ studentId: documentStudents.studentId })
    .from(documentStudents)
    .where(eq(documentStudents.documentId, documentId));
const filesOf = async (student: string, of = actor) =>
  (await listDocuments(of, { view: "live", student })).items.map(({ filename }) => filename);

test("many files and several students in one step, of which only what is new is taken back", async () => {
  const [ana, eva] = [await add("Ana"), await add("Eva")];
  const [a = "", b = "", trashed = ""] = await insertDocuments(actor, [
    { filename: "a.pdf" },
    { filename: "b.pdf" },
    { filename: "c.pdf", deletedAt: new Date() },
  ]);
  const first = await linkDocuments(actor, [a], [ana]);
  expect(first).toEqual([{ documentId: a, studentId: ana }]);
  const links = await linkDocuments(actor, [a, b, trashed, randomUUID()], [ana, eva, ana]);
  expect(links).toHaveLength(3);
  expect((await filesOf(ana)).sort()).toEqual(["a.pdf", "b.pdf"]);
  expect((await studentsOf(actor, a)).map(({ givenName }) => givenName)).toEqual(["Ana", "Eva"]);
  expect(await auditOf(school.id, "document.linked")).toHaveLength(4);

  expect(await unlinkDocuments(actor, links)).toHaveLength(3);
  expect(await filesOf(ana)).toEqual(["a.pdf"]);
  expect(await filesOf(eva)).toEqual([]);
  expect(await unlinkDocuments(actor, links)).toEqual([]);
  expect(await auditOf(school.id, "document.unlinked")).toHaveLength(3);
});

test("who may not change a file links and unlinks nothing, not even beside their own", async () => {
  const ana = await add("Ana");
  const [others = ""] = await insertDocuments(actor, [{ filename: "office.pdf" }]);
  const [own = ""] = await insertDocuments(school.teacher, [{ filename: "own.pdf" }]);
  await linkDocuments(actor, [others], [ana]);
  expect(await codeOf(linkDocuments(school.teacher, [own, others], [ana]))).toBe("forbidden");
  expect(await linksOf(own)).toEqual([]);
  expect(await codeOf(linkDocuments(school.teacher, [own], [ana]))).toBe("ok");
  const link = { documentId: others, studentId: ana };
  expect(await codeOf(unlinkDocuments(school.teacher, [link]))).toBe("forbidden");
  expect(await codeOf(linkDocuments(school.viewer, [own], [ana]))).toBe("forbidden");
  expect(await linksOf(others)).toHaveLength(1);
});

test("a file of others' messages is linked by nobody who may not read it, and is not there for them", async () => {
  const ana = await add("Ana");
  const messageId = await saveDraft(school.teacher, null, {
    subject: "Only us",
    body: "",
    to: ["registrar"],
  });
  const { id } = await storeFile(school.teacher, { kind: "attachment", messageId });
  expect(await codeOf(linkDocuments(school.administrator, [id], [ana]))).toBe("not_found");
  expect(await linksOf(id)).toEqual([]);
  expect(await codeOf(linkDocuments(school.teacher, [id], [ana]))).toBe("ok");
  const link = { documentId: id, studentId: ana };
  expect(await codeOf(unlinkDocuments(school.administrator, [link]))).toBe("not_found");
  expect(await linksOf(id)).toHaveLength(1);
});

test("nothing is linked from school to school, by whichever end", async () => {
  const other = await buildSchool();
  const stranger = await add("Eva", other.administrator);
  const ana = await add("Ana");
  const [file = ""] = await insertDocuments(actor, [{ filename: "a.pdf" }]);
  const [foreign = ""] = await insertDocuments(other.administrator, [{ filename: "b.pdf" }]);
  expect(await codeOf(linkDocuments(actor, [file], [ana, stranger]))).toBe("student_not_found");
  expect(await codeOf(linkDocuments(actor, [foreign], [ana]))).toBe("not_found");
  expect(await linksOf(file)).toEqual([]);
  await linkDocuments(actor, [file], [ana]);
  expect(await filesOf(ana, other.administrator)).toEqual([]);
  expect(await studentsOf(other.administrator, file)).toEqual([]);
  const taken = unlinkDocuments(other.administrator, [{ documentId: file, studentId: ana }]);
  expect(await codeOf(taken)).toBe("not_found");
});

test("a file that is uploaded for students is linked by the confirm that makes it", async () => {
  const [ana, eva, gone] = [await add("Ana"), await add("Eva"), await add("Leo")];
  const document = await storeFile(actor, { filename: "boletín.pdf", studentIds: [ana, eva, ana] });
  expect(document.studentIds).toEqual([ana, eva].sort());
  expect(await filesOf(eva)).toEqual(["boletín.pdf"]);
  const [created] = await auditOf(school.id, "document.created");
  expect(created?.details).toMatchObject({ students: 2 });

  // Who is deleted while the file is on its way does not cost the file.
  const ticket = await arrived(actor, await pdfFile(), { filename: "later.pdf", studentIds: [ana, gone] });
  await deleteStudent(actor, gone);
  expect(await filesOf(ana)).toEqual(["boletín.pdf"]);
  const late = await confirmUpload(actor, ticket.uploadId);
  expect(late.document.studentIds).toEqual([ana]);
  expect((await confirmUpload(actor, ticket.uploadId)).document.studentIds).toEqual([ana]);
  await expectInvariants(school.id);
});

test("a file for a student who is not there, or of another school, opens no upload", async () => {
  const stranger = await add("Eva", (await buildSchool()).administrator);
  for (const id of [stranger, randomUUID()]) {
    const answer = await askOne(actor, requestFor(await pdfFile(), { studentIds: [id] }));
    expect(answer).toMatchObject({ ok: false, code: "student_not_found" });
  }
  const { actor: erp } = await school.token("documents:read", "documents:write");
  const answer = await askOne(erp, requestFor(await pdfFile(), { studentIds: [await add("Ana")] }));
  expect(answer).toMatchObject({ ok: false, code: "forbidden" });
});

test("who may not read students is not told whom a file is about", async () => {
  const ana = await add("Ana");
  const [file = ""] = await insertDocuments(actor, [{ filename: "a.pdf" }]);
  await linkDocuments(actor, [file], [ana]);
  const { actor: erp } = await school.token("documents:read");
  expect((await getDocumentRecord(erp, file)).studentIds).toEqual([]);
  expect(await codeOf(listDocumentRecords(erp, { student: ana }))).toBe("forbidden");
  expect(await codeOf(studentsOf(erp, file))).toBe("forbidden");
  const { items } = await listDocumentRecords(school.viewer, { student: ana });
  expect(items.map(({ studentIds }) => studentIds)).toEqual([[ana]]);
});
