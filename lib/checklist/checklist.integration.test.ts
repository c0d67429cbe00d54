import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { listItems } from "#lib/checklist/data.ts";
import { whoLacks } from "#lib/checklist/export.data.ts";
import { addItem, changeItem, moveItem, removeItem } from "#lib/checklist/mutations.ts";
import { missingTo, standingOf } from "#lib/checklist/standing.data.ts";
import type { ItemValues } from "#lib/checklist/types.ts";
import { restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { archiveClass } from "#lib/record-classes/mutations.ts";
import { countStudents, listStudents } from "#lib/students/data.ts";
import { linkDocuments, unlinkDocuments } from "#lib/students/links.mutations.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { askOne, requestFor, storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
let by: Actor;
let birth: string;
let consent: string;
beforeEach(async () => {
  school = await buildSchool();
  by = school.administrator;
  const classes = await listRecordClasses(by);
  const named = (name: string) => classes.find((one) => one.name === name)?.id ?? "";
  birth = named("Birth certificate");
  consent = named("Consent");
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
const item = (more: Partial<ItemValues> = {}): ItemValues => ({
  name: "Birth certificate",
  recordClassId: birth,
  groups: [],
  everyYear: false,
  ...more,
});
const namesOf = (items: readonly { name: string }[]) => items.map(({ name }) => name);
const student = (givenName: string, group: string | null = null) =>
  createStudent(by, studentValues({ givenName, group }));

/** A file of a class that is linked to students. */
async function file(recordClassId: string, studentIds: readonly string[], more: { uploadedAt?: Date } = {}) {
  const [id = ""] = await insertDocuments(by, [{ filename: "scan.pdf", ...more }]);
  await database().update(documents).set({ recordClassId }).where(eq(documents.id, id));
  await linkDocuments(by, [id], studentIds);
  return id;
}

/** The names of items and the files that prove them; null for what is missing. */
const stands = async (id: string, of = by) =>
  Object.fromEntries((await standingOf(of, id)).map(({ name, proof }) => [name, proof?.id ?? null]));
const lacking = async (missing: string, of = by) =>
  (await listStudents(of, { missing })).items.map(({ givenName }) => givenName);

describe("the list", () => {
  test("items are added, changed, moved and removed, each with a trace", async () => {
    await addItem(by, item());
    const added = await addItem(by, item({ name: "Trips", recordClassId: consent }));
    expect(namesOf(added)).toEqual(["Birth certificate", "Trips"]);
    const id = added[1]?.id ?? "";
    expect(namesOf(await moveItem(by, id, -1))).toEqual(["Trips", "Birth certificate"]);
    expect(namesOf(await moveItem(by, id, -1))).toEqual(["Trips", "Birth certificate"]);
    const changed = await changeItem(
      by,
      id,
      item({ name: "Outings", recordClassId: consent, everyYear: true, groups: ["1A"] }),
    );
    expect(changed[0]).toMatchObject({
      name: "Outings",
      className: "Consent",
      everyYear: true,
      groups: ["1A"],
    });
    // Once more changes nothing, and leaves no trace.
    await changeItem(
      by,
      id,
      item({ name: "Outings", recordClassId: consent, everyYear: true, groups: ["1A"] }),
    );
    expect(namesOf(await removeItem(by, id))).toEqual(["Birth certificate"]);
    const trail = (await auditOf(school.id)).filter(({ targetId }) => targetId === id);
    expect(trail.map(({ action }) => action)).toEqual([
      "checklist_item.added",
      "checklist_item.changed",
      "checklist_item.removed",
    ]);
    expect(trail[1]?.details).toMatchObject({ name_before: "Trips", name: "Outings", every_year: true });
  });

  test("no two read alike, and an archived class is kept but not given", async () => {
    const [made] = await addItem(by, item());
    expect(await codeOf(addItem(by, item({ name: "BIRTH CERTIFICÁTE" })))).toBe("name_taken");
    await archiveClass(by, birth, true);
    expect(await codeOf(addItem(by, item({ name: "Another" })))).toBe("record_class_not_found");
    expect((await changeItem(by, made?.id ?? "", item({ name: "Certificate" })))[0]).toMatchObject({
      name: "Certificate",
      classArchived: true,
    });
  });

  test("only who sets up the school may, and only their own", async () => {
    const [made] = await addItem(by, item());
    const id = made?.id ?? "";
    for (const actor of [school.registrar, school.teacher, school.viewer]) {
      expect(await codeOf(addItem(actor, item({ name: "Mine" })))).toBe("forbidden");
      expect(await codeOf(changeItem(actor, id, item({ name: "Mine" })))).toBe("forbidden");
      expect(await codeOf(moveItem(actor, id, 1))).toBe("forbidden");
      expect(await codeOf(removeItem(actor, id))).toBe("forbidden");
      expect(namesOf(await listItems(actor))).toEqual(["Birth certificate"]);
    }
    const foreign = (await buildSchool()).administrator;
    expect(await codeOf(changeItem(foreign, id, item()))).toBe("checklist_item_not_found");
    expect(await codeOf(removeItem(foreign, id))).toBe("checklist_item_not_found");
    // A class of another school can be nobody's item.
    expect(await codeOf(addItem(foreign, item()))).toBe("record_class_not_found");
    expect(await listItems(foreign)).toEqual([]);
  });
});

describe("what is missing", () => {
  test("of each student, by class and year group, with the file that is there", async () => {
    const items = await addItem(by, item());
    await addItem(by, item({ name: "Trips", recordClassId: consent, groups: ["1A", "1B"] }));
    const [ana, eva] = [await student("Ana", "1A"), await student("Eva", "2A")];
    const paper = await file(birth, [ana.id]);
    expect(await stands(ana.id)).toEqual({ "Birth certificate": paper, Trips: null });
    expect(await stands(eva.id)).toEqual({ "Birth certificate": null });
    expect(await lacking("any")).toEqual(["Ana", "Eva"]);
    expect(await lacking(items[0]?.id ?? "")).toEqual(["Eva"]);
    expect(await countStudents(by, { missing: "any" })).toEqual({ count: 2, more: false });
    const found = await missingTo(by, [ana.id, eva.id]);
    expect([...found.values()].map((ids) => ids.length)).toEqual([1, 1]);
    await file(consent, [ana.id, eva.id]);
    expect(await lacking("any")).toEqual(["Eva"]);
    expect((await missingTo(by, [ana.id])).size).toBe(0);
  });

  test("counts neither what is in the trash, unlinked or lost, nor another class; and again once restored", async () => {
    await addItem(by, item());
    const ana = await student("Ana");
    await file(consent, [ana.id]);
    const paper = await file(birth, [ana.id]);
    expect(await lacking("any")).toEqual([]);
    await trashDocuments(by, [paper]);
    expect(await stands(ana.id)).toEqual({ "Birth certificate": null });
    expect(await lacking("any")).toEqual(["Ana"]);
    await restoreDocuments(by, [paper]);
    expect(await stands(ana.id)).toEqual({ "Birth certificate": paper });
    const status = (is: "ready" | "missing") =>
      database().update(documents).set({ status: is }).where(eq(documents.id, paper));
    await status("missing");
    expect(await lacking("any")).toEqual(["Ana"]);
    await status("ready");
    await unlinkDocuments(by, [{ documentId: paper, studentId: ana.id }]);
    expect(await lacking("any")).toEqual(["Ana"]);
  });

  test("an item of every school year is not there by last year's file, but by a new version of it", async () => {
    await addItem(by, item({ name: "Trips", recordClassId: consent, everyYear: true }));
    const ana = await student("Ana");
    const old = await file(consent, [ana.id], { uploadedAt: new Date(Date.now() - 370 * 86_400_000) });
    expect(await stands(ana.id)).toEqual({ Trips: null });
    await database()
      .update(documents)
      .set({ version: 2, versionAt: new Date(), versionBy: by.userId })
      .where(eq(documents.id, old));
    expect(await stands(ana.id)).toEqual({ Trips: old });
    expect(await lacking("any")).toEqual([]);
  });

  test("is what the reader can see: another's message, another kind, another school, none", async () => {
    await addItem(by, item());
    const ana = await student("Ana");
    const paper = await file(birth, [ana.id]);
    // A file of the administrator's own message is there for them and for nobody else.
    await database().update(documents).set({ kind: "attachment" }).where(eq(documents.id, paper));
    expect(await stands(ana.id)).toEqual({ "Birth certificate": paper });
    expect(await stands(ana.id, school.viewer)).toEqual({ "Birth certificate": null });
    expect(await lacking("any", school.viewer)).toEqual(["Ana"]);
    expect(await lacking("any")).toEqual([]);
    const { actor: reportsAlone } = await school.token("students:read", "reports:read");
    expect(await lacking("any", reportsAlone)).toEqual(["Ana"]);
    const { actor: noFiles } = await school.token("students:read");
    expect(await codeOf(standingOf(noFiles, ana.id))).toBe("forbidden");
    expect(await codeOf(listStudents(noFiles, { missing: "any" }))).toBe("forbidden");
    const { actor: noStudents } = await school.token("documents:read");
    expect(await codeOf(standingOf(noStudents, ana.id))).toBe("forbidden");
    expect(await codeOf(missingTo(noStudents, [ana.id]))).toBe("forbidden");
    const foreign = (await buildSchool()).administrator;
    expect(await standingOf(foreign, ana.id)).toEqual([]);
    expect((await missingTo(foreign, [ana.id])).size).toBe(0);
    expect(await lacking("any", foreign)).toEqual([]);
  });
});

test("what is uploaded for an item is of its class once it is confirmed; no class but an offered one of the school opens an upload", async () => {
  await addItem(by, item());
  const ana = await student("Ana");
  const wanted = { filename: "birth.pdf", studentIds: [ana.id], recordClassId: birth };
  const document = await storeFile(by, wanted);
  expect(await stands(ana.id)).toEqual({ "Birth certificate": document.id });
  const [created] = await auditOf(school.id, "document.created");
  expect(created?.details).toMatchObject({ record_class: "Birth certificate", student: ana.id });
  const codeFor = async (actor: Actor, recordClassId: string) => {
    const answer = await askOne(actor, requestFor(await pdfFile(), { recordClassId }));
    return answer.ok ? "ok" : answer.code;
  };
  expect(await codeFor((await buildSchool()).administrator, birth)).toBe("record_class_not_found");
  await archiveClass(by, birth, true);
  expect(await codeFor(by, birth)).toBe("record_class_not_found");
});

test("who lacks what comes row by row, and only of what the reader may see", async () => {
  const [first] = await addItem(by, item());
  await addItem(by, item({ name: "Trips", recordClassId: consent }));
  const [ana, eva] = [await student("Ana"), await student("Eva")];
  await file(birth, [ana.id]);
  await file(consent, [ana.id]);
  await file(consent, [eva.id]);
  const rowsOf = async (what: string) => {
    const rows: [string, number][] = [];
    for await (const { student: one, lacks } of (await whoLacks(school.viewer, {}, what)).rows)
      rows.push([one.givenName, lacks.size]);
    return rows;
  };
  expect(await rowsOf("any")).toEqual([["Eva", 1]]);
  expect(await rowsOf(first?.id ?? "")).toEqual([["Eva", 1]]);
  const { actor: noFiles } = await school.token("students:read");
  expect(await codeOf(whoLacks(noFiles, {}, "any"))).toBe("forbidden");
});
