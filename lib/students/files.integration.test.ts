import { expect, test } from "vitest";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { listStudentFiles } from "#lib/students/files.data.ts";
import { linkDocuments } from "#lib/students/links.mutations.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";

test("a student's files come newest first with their record classes, to readers of the school alone", async () => {
  const [school, other] = await Promise.all([buildSchool(), buildSchool()]);
  const { id: student } = await createStudent(school.registrar, studentValues({}));
  const ids = await insertDocuments(
    school.registrar,
    [0, 1, 2].map((at) => ({ filename: `${at}.pdf`, uploadedAt: new Date(1_700_000_000_000 + at) })),
  );
  const [birth] = await listRecordClasses(school.viewer);
  await editDocument(school.registrar, ids[1] ?? "", { recordClass: birth?.id });
  await linkDocuments(school.registrar, ids, [student]);
  const { items, nextCursor } = await listStudentFiles(school.viewer, student);
  expect(items.map(({ filename, recordClass }) => [filename, recordClass?.name ?? null])).toEqual([
    ["2.pdf", null],
    ["1.pdf", birth?.name],
    ["0.pdf", null],
  ]);
  expect(nextCursor).toBeNull();
  expect((await listStudentFiles(other.administrator, student)).items).toEqual([]);
});
