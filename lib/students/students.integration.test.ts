import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { shiftDay } from "#lib/documents/days.ts";
import {
  countLinkedFiles,
  countStudents,
  getStudent,
  listGroups,
  listStudents,
  type StudentsAsked,
  todayOf,
} from "#lib/students/data.ts";
import { changeStudent, createStudent, deleteStudent } from "#lib/students/mutations.ts";
import type { StudentValues } from "#lib/students/types.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf, documentRow } from "#lib/testing/rows.ts";
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
const add = (familyName: string, givenName: string, more: Partial<StudentValues> = {}) =>
  createStudent(actor, studentValues({ familyName, givenName, ...more }));
const names = async (asked: StudentsAsked, of = actor) =>
  (await listStudents(of, asked)).items.map(({ familyName, givenName }) => `${givenName} ${familyName}`);

describe("the list", () => {
  test("is by family name, and comes in pages that leave nobody out", async () => {
    const people = [
      ["Ruiz Gómez", "Ana"],
      ["Zapata", "Eva"],
      ["Ruiz", "Zoe"],
      ["Álvarez", "Íñigo"],
      ["Ñíguez", "Bea"],
      ["Ruiz", "Ana"],
      ["Ruiz", "Ana"],
    ] as const;
    for (const [family, given] of people) await add(family, given);
    const whole = await names({});
    expect(whole).toEqual([
      "Íñigo Álvarez",
      "Bea Ñíguez",
      "Ana Ruiz",
      "Ana Ruiz",
      "Zoe Ruiz",
      "Ana Ruiz Gómez",
      "Eva Zapata",
    ]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listStudents(actor, { limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual((await listStudents(actor, {})).items.map(({ id }) => id));
    expect(await countStudents(actor, { q: "ruiz" })).toEqual({ count: 4, more: false });
  });

  test("finds any part of a name or an external id, and takes no sign for a pattern", async () => {
    await add("Ruiz Gómez", "María José", { externalId: "A_100%" });
    await add("Gil", "Ana", { externalId: "B-200" });
    expect(await names({ q: "gomez jose" })).toEqual(["María José Ruiz Gómez"]);
    expect(await names({ q: "ÁNA" })).toEqual(["Ana Gil"]);
    expect(await names({ q: "_100%" })).toEqual(["María José Ruiz Gómez"]);
    expect(await names({ q: "%" })).toEqual(["María José Ruiz Gómez"]);
    expect(await names({ q: "gil ruiz" })).toEqual([]);
    expect(await codeOf(listStudents(actor, { q: "a\0" }))).toBe("invalid_request");
  });

  test("is narrowed by class, and by who is there until their last day is over", async () => {
    const today = todayOf(actor);
    await add("A", "Ana", { group: "1º B", leftOn: today });
    await add("B", "Bea", { group: "10º A", leftOn: shiftDay(today, -1) });
    await add("C", "Eva", { group: "2º A", enrolledOn: shiftDay(today, 90) });
    await add("D", "Leo");
    expect(await names({ status: "enrolled" })).toEqual(["Ana A", "Eva C", "Leo D"]);
    expect(await names({ status: "left" })).toEqual(["Bea B"]);
    expect(await names({ status: "all", group: "10º A" })).toEqual(["Bea B"]);
    expect(await listGroups(actor)).toEqual(["1º B", "2º A", "10º A"]);
  });

  test("has no cursor of other lists", async () => {
    expect(await codeOf(listStudents(actor, { cursor: "garbage" }))).toBe("invalid_cursor");
  });
});

describe("a change", () => {
  test("is kept, found under the new name, and noted with the fields alone", async () => {
    const made = await add("Ruiz", "Ana");
    const values = studentValues({ familyName: "Gil", givenName: "Ana", group: "1º A" });
    const changed = await changeStudent(actor, made.id, values, made.updatedAt);
    expect(changed).toMatchObject({ familyName: "Gil", group: "1º A" });
    expect(await names({ q: "gil" })).toEqual(["Ana Gil"]);
    expect(await names({ q: "ruiz" })).toEqual([]);
    const [event] = await auditOf(school.id, "student.changed");
    expect(event).toMatchObject({
      targetId: made.id,
      details: { name: "Ana Gil", fields: "familyName, group" },
    });
    expect(await auditOf(school.id, "student.created")).toHaveLength(1);
  });

  test("never overwrites another's, and one that changes nothing is none", async () => {
    const made = await add("Ruiz", "Ana");
    const newer = await changeStudent(actor, made.id, studentValues({ group: "1º A" }), made.updatedAt);
    const stale = changeStudent(actor, made.id, studentValues({ group: "2º A" }), made.updatedAt);
    expect(await codeOf(stale)).toBe("conflict");
    expect(await getStudent(actor, made.id)).toEqual(newer);
    const same = await changeStudent(actor, made.id, studentValues({ group: "1º A" }), made.updatedAt);
    expect(same).toEqual(newer);
  });

  test("two of a school never have one external id, two of two schools may", async () => {
    const first = await add("Ruiz", "Ana", { externalId: "7" });
    expect(await codeOf(add("Gil", "Bea", { externalId: "7" }))).toBe("external_id_taken");
    const other = await add("Gil", "Bea");
    const taken = changeStudent(actor, other.id, studentValues({ externalId: "7" }), other.updatedAt);
    expect(await codeOf(taken)).toBe("external_id_taken");
    const elsewhere = (await buildSchool()).registrar;
    expect(await codeOf(createStudent(elsewhere, studentValues({ externalId: "7" })))).toBe("ok");
    expect((await getStudent(actor, first.id)).externalId).toBe("7");
  });
});

test("a student goes, the links go along, and the files stay", async () => {
  const { id } = await add("Ruiz", "Ana");
  const [file = "", trashed = ""] = await insertDocuments(actor, [
    { filename: "a.pdf" },
    { filename: "b.pdf", deletedAt: new Date() },
  ]);
  for (const documentId of [file, trashed]) {
    await database().insert(documentStudents).values({ schoolId: school.id, documentId, studentId: id });
  }
  expect(await countLinkedFiles(actor, id)).toBe(1);
  await deleteStudent(actor, id);
  expect(await codeOf(getStudent(actor, id))).toBe("student_not_found");
  expect(await database().select().from(documentStudents).where(eq(documentStudents.studentId, id))).toEqual(
    [],
  );
  expect(await documentRow(file)).toMatchObject({ filename: "a.pdf", deletedAt: null });
  const [event] = await auditOf(school.id, "student.deleted");
  expect(event).toMatchObject({ targetId: id, details: { name: "Ana Ruiz", unlinked_files: 2 } });
  expect(await codeOf(deleteStudent(actor, id))).toBe("student_not_found");
});

describe("who may not", () => {
  test("other schools do not know them, neither to read nor to write", async () => {
    const made = await add("Ruiz", "Ana");
    const stranger = (await buildSchool()).administrator;
    expect(await names({}, stranger)).toEqual([]);
    expect(await listGroups(stranger)).toEqual([]);
    expect(await codeOf(getStudent(stranger, made.id))).toBe("student_not_found");
    expect(await countLinkedFiles(stranger, made.id)).toBe(0);
    const change = changeStudent(stranger, made.id, studentValues({}), made.updatedAt);
    expect(await codeOf(change)).toBe("student_not_found");
    expect(await codeOf(deleteStudent(stranger, made.id))).toBe("student_not_found");
    expect(await codeOf(getStudent(actor, "nonsense"))).toBe("student_not_found");
    expect(await codeOf(getStudent(actor, randomUUID()))).toBe("student_not_found");
  });

  test("the database itself refuses a link between two schools", async () => {
    const { id: studentId } = await add("Ruiz", "Ana");
    const other = await buildSchool();
    const [documentId = ""] = await insertDocuments(other.administrator, [{ filename: "a.pdf" }]);
    for (const schoolId of [school.id, other.id]) {
      const link = database().insert(documentStudents).values({ schoolId, documentId, studentId });
      await expect(link).rejects.toMatchObject({ cause: { code: "23503" } });
    }
  });

  test("a teacher reads and changes nothing; the refusal is noted", async () => {
    const made = await add("Ruiz", "Ana");
    const { teacher } = school;
    expect(await names({}, teacher)).toEqual(["Ana Ruiz"]);
    expect(await codeOf(createStudent(teacher, studentValues({})))).toBe("forbidden");
    expect(await codeOf(changeStudent(teacher, made.id, studentValues({}), made.updatedAt))).toBe(
      "forbidden",
    );
    expect(await codeOf(deleteStudent(teacher, made.id))).toBe("forbidden");
    expect(await auditOf(school.id, "access.denied")).toHaveLength(3);
  });

  test("a token without the permission reads nothing", async () => {
    const { actor: erp } = await school.token("documents:read");
    const reads = [listStudents(erp, {}), countStudents(erp, {}), listGroups(erp), getStudent(erp, "x")];
    expect(await Promise.all(reads.map(codeOf))).toEqual(reads.map(() => "forbidden"));
  });
});
