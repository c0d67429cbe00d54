import { beforeAll, expect, test } from "vitest";
import { describedDocument } from "#lib/documents/description.data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import type { AppError } from "#lib/errors.ts";
import { MAX_CLASSES } from "#lib/record-classes/constants.ts";
import { countedClasses, listRecordClasses } from "#lib/record-classes/data.ts";
import { defaultClasses } from "#lib/record-classes/defaults.ts";
import { addClass, archiveClass, moveClass, renameClass } from "#lib/record-classes/mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  [school, other] = await Promise.all([buildSchool(), buildSchool()]);
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const namesOf = (classes: readonly { name: string }[]) => classes.map(({ name }) => name);

test("classes are added, renamed, moved, archived and offered again, each with a trace", async () => {
  const own = await buildSchool();
  const by = own.administrator;
  const begun = defaultClasses("en");
  const added = await addClass(by, "Scholarship");
  expect(namesOf(added)).toEqual([...begun, "Scholarship"]);
  const id = added.at(-1)?.id ?? "";
  expect(namesOf(await moveClass(by, id, -1)).slice(-2)).toEqual(["Scholarship", "Other"]);
  expect(namesOf(await moveClass(by, id, 1)).slice(-2)).toEqual(["Other", "Scholarship"]);
  expect(namesOf(await moveClass(by, id, 1)).slice(-2)).toEqual(["Other", "Scholarship"]);
  expect(namesOf(await renameClass(by, id, "Grant")).at(-1)).toBe("Grant");

  const [document = ""] = await insertDocuments(own.teacher, [{ filename: "grant.pdf" }]);
  await editDocument(own.teacher, document, { recordClass: "grant" });
  const archived = await archiveClass(by, id, true);
  expect(archived.at(-1)).toEqual({
    id,
    name: "Grant",
    archived: true,
    restricted: false,
    documents: { count: 1, more: false },
  });
  const { description, classes } = await describedDocument(own.teacher, document);
  expect(description.recordClass).toEqual({ id, name: "Grant", archived: true, restricted: false });
  expect(namesOf(classes)).toEqual(begun);
  // It stays where it is, and goes nowhere else.
  expect(await codeOf(editDocument(own.teacher, document, { recordClass: id, year: 2024 }))).toBe("ok");
  const [second = ""] = await insertDocuments(own.teacher, [{ filename: "second.pdf" }]);
  expect(await codeOf(editDocument(own.teacher, second, { recordClass: id }))).toBe("record_class_not_found");
  expect((await addClass(by, "GRANT")).find((one) => one.id === id)).toMatchObject({
    name: "GRANT",
    archived: false,
  });
  const events = (await auditOf(own.id)).filter(({ targetType }) => targetType === "record_class");
  expect(events.map(({ action, details }) => [action, details])).toEqual([
    ["record_class.added", { name: "Scholarship" }],
    ["record_class.renamed", { name_before: "Scholarship", name: "Grant" }],
    ["record_class.archived", { name: "Grant" }],
    ["record_class.restored", { name: "GRANT" }],
  ]);
});

test("two that read alike cannot be, and there is an end to how many there are", async () => {
  const own = await buildSchool();
  const by = own.administrator;
  expect(await codeOf(addClass(by, "CONSÉNT"))).toBe("name_taken");
  const [first, second] = await listRecordClasses(by);
  expect(await codeOf(renameClass(by, first?.id ?? "", second?.name.toUpperCase() ?? ""))).toBe("name_taken");
  expect(await codeOf(renameClass(by, first?.id ?? "", "BIRTH certificate"))).toBe("ok");
  const twice = await Promise.all([1, 2].map(() => codeOf(addClass(by, "At once"))));
  expect(twice.toSorted()).toEqual(["name_taken", "ok"]);
  const there = (await listRecordClasses(by)).length;
  for (let at = there; at < MAX_CLASSES; at += 1) await addClass(by, `Class ${at}`);
  expect(await codeOf(addClass(by, "One more"))).toBe("too_many_record_classes");
});

test("only who sets up the school may, and only their own", async () => {
  const [mine] = await listRecordClasses(school.viewer);
  const id = mine?.id ?? "";
  for (const actor of [school.registrar, school.teacher, school.viewer]) {
    expect(await codeOf(addClass(actor, "Mine"))).toBe("forbidden");
    expect(await codeOf(renameClass(actor, id, "Mine"))).toBe("forbidden");
    expect(await codeOf(archiveClass(actor, id, true))).toBe("forbidden");
    expect(await codeOf(countedClasses(actor))).toBe("forbidden");
  }
  const foreign = other.administrator;
  expect(await codeOf(renameClass(foreign, id, "Mine"))).toBe("record_class_not_found");
  expect(await codeOf(moveClass(foreign, id, 1))).toBe("record_class_not_found");
  expect(await codeOf(archiveClass(foreign, id, true))).toBe("record_class_not_found");
  expect(namesOf(await listRecordClasses(school.viewer))).toEqual(defaultClasses("en"));
});
