import { beforeEach, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { listStudents } from "#lib/students/data.ts";
import { previewImport } from "#lib/students/import/data.ts";
import { importStudents } from "#lib/students/import/mutations.ts";
import type { ImportRow } from "#lib/students/import/types.ts";
import { changeStudent, createStudent } from "#lib/students/mutations.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";

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
const row = (n: number, cells: ImportRow["cells"]): ImportRow => ({ row: n, cells });
const names = async (of = actor) =>
  (await listStudents(of, {})).items.map(({ givenName, familyName }) => `${givenName} ${familyName}`);

test("a file adds and changes in one go what its preview said, and is noted by student", async () => {
  const ana = await createStudent(actor, studentValues({ externalId: "1", group: "3º A" }));
  const rows = [
    row(2, { externalId: "1", familyName: "Ruiz", givenName: "Ana", group: "4º A" }),
    row(3, { externalId: "2", familyName: "Gil", givenName: "Leo", group: "" }),
  ];
  const plan = await previewImport(actor, rows);
  expect(plan.rows.map(({ is }) => is)).toEqual(["changed", "new"]);
  expect(await names()).toEqual(["Ana Ruiz"]);
  expect(await importStudents(actor, rows, plan.seal)).toEqual({ created: 1, changed: 1 });
  const { items } = await listStudents(actor, {});
  expect(items).toMatchObject([
    { familyName: "Gil", externalId: "2", group: null },
    { id: ana.id, group: "4º A" },
  ]);
  expect(await auditOf(school.id, "student.changed")).toMatchObject([
    { targetId: ana.id, details: { import: true, fields: "group" } },
  ]);
  const again = await previewImport(actor, rows);
  expect(again.rows.map(({ is }) => is)).toEqual(["unchanged", "unchanged"]);
  expect(await importStudents(actor, rows, again.seal)).toEqual({ created: 0, changed: 0 });
});

test("1,200 rows are imported together; one with an error, and none is", async () => {
  const rows = Array.from({ length: 1200 }, (_, n) =>
    row(n + 2, { externalId: `E-${n}`, familyName: `Family ${n}`, givenName: "Ana" }),
  );
  const bad = [...rows, row(1202, { externalId: "E-0", familyName: "Family", givenName: "Twice" })];
  const refused = await previewImport(actor, bad);
  expect(refused.rows.at(-1)).toMatchObject({ is: "error", problems: [{ problem: "repeated" }] });
  expect(await codeOf(importStudents(actor, bad, refused.seal))).toBe("conflict");
  expect(await names()).toEqual([]);
  const plan = await previewImport(actor, rows);
  expect(await importStudents(actor, rows, plan.seal)).toEqual({ created: 1200, changed: 0 });
  expect(await auditOf(school.id, "student.created")).toHaveLength(1200);
});

test("what has changed since the preview is never written over", async () => {
  const ana = await createStudent(actor, studentValues({ externalId: "1" }));
  const rows = [row(2, { externalId: "1", familyName: "Ruiz", givenName: "Ana", group: "4º A" })];
  const { seal } = await previewImport(actor, rows);
  await changeStudent(actor, ana.id, studentValues({ externalId: "1", group: "5º A" }), ana.updatedAt);
  expect(await codeOf(importStudents(actor, rows, seal))).toBe("conflict");
  expect((await listStudents(actor, {})).items[0]?.group).toBe("5º A");
});

test("other schools' students are nobody here, and a teacher imports nothing", async () => {
  const other = await buildSchool();
  await createStudent(other.registrar, studentValues({ externalId: "1" }));
  const rows = [row(2, { externalId: "1", familyName: "Gil", givenName: "Leo" })];
  const plan = await previewImport(actor, rows);
  expect(plan.rows.map(({ is }) => is)).toEqual(["new"]);
  await importStudents(actor, rows, plan.seal);
  expect(await names(other.registrar)).toEqual(["Ana Ruiz"]);
  expect(await codeOf(previewImport(school.teacher, rows))).toBe("forbidden");
  expect(await codeOf(importStudents(school.teacher, rows, plan.seal))).toBe("forbidden");
});
