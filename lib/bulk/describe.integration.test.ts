import { beforeEach, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { bulkOverview, countMatching } from "#lib/bulk/data.ts";
import { startBulkAction, undoBulkAction } from "#lib/bulk/mutations.ts";
import { runBulkAction } from "#lib/bulk/run.ts";
import type { BulkAction, BulkSaying } from "#lib/bulk/types.ts";
import { readDescriptions } from "#lib/documents/description.data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { documentHistory } from "#lib/documents/history.data.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { addClass, archiveClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
let mine: string[];
let theirs: string[];
beforeEach(async () => {
  school = await buildSchool();
  const files = (name: string) => [0, 1].map((at) => ({ filename: `${name} ${at}.pdf` }));
  mine = await insertDocuments(school.teacher, files("mine"));
  theirs = await insertDocuments(school.registrar, files("theirs"));
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
const say = (actor: Actor, saying: BulkSaying, ids = [...mine, ...theirs]) =>
  startBulkAction(actor, { action: "describe", say: saying, of: { ids } });

/** Has the worker do it, and answers what has become of it. */
async function done(work: Promise<BulkAction>, by: Actor) {
  const { id } = await work;
  await runBulkAction(id, { lastTry: false });
  const found = (await bulkOverview(by)).actions.find((one) => one.id === id);
  if (found === undefined) throw new Error("no such action");
  return found;
}

/** What is said of the files, in their order. */
async function told() {
  const found = await readDescriptions(school.id, [...mine, ...theirs]);
  return [...mine, ...theirs].map((id) => {
    const { recordClass, year, tags } = found.get(id) ?? {};
    return [recordClass?.name ?? null, year ?? null, tags?.map(({ name }) => name).join(" ") ?? ""];
  });
}

test("a class is set and taken back, each file to what it had, and not over what somebody has changed since", async () => {
  const by = school.registrar;
  const [birth, identity, form] = await listRecordClasses(by);
  await editDocument(by, mine[0] ?? "", { recordClass: identity?.id });
  await editDocument(by, mine[1] ?? "", { recordClass: birth?.id });
  const set = await done(say(by, { field: "class", id: birth?.id ?? "" }), by);
  expect(set).toMatchObject({
    state: "done",
    total: 4,
    done: 4,
    canUndo: true,
    change: { field: "class", id: birth?.id, name: birth?.name },
  });
  expect((await told()).map(([name]) => name)).toEqual(Array.from({ length: 4 }, () => birth?.name));
  // The one that had it already has nothing new in its history.
  const { entries } = await documentHistory(by, mine[1] ?? "");
  expect(entries).toHaveLength(1);

  await editDocument(by, theirs[1] ?? "", { recordClass: form?.id });
  const back = await done(undoBulkAction(by, set.id), by);
  expect(back).toMatchObject({ action: "undescribe", total: 3, done: 2, skippedGone: 1, canUndo: false });
  expect((await told()).map(([name]) => name)).toEqual([identity?.name, birth?.name, null, form?.name]);
  expect(await codeOf(undoBulkAction(by, set.id))).toBe("not_found");
});

test("a year and tags come and go, with all that match, and are taken back", async () => {
  const by = school.registrar;
  await editDocument(by, mine[0] ?? "", { year: 2020, tags: ["Trip"] });
  const { asOf } = await countMatching(by, { view: "live", q: "mine" });
  const of = { schoolId: school.id, params: { q: "mine" }, asOf };
  const saying = [
    { field: "year", year: 2026 },
    { field: "addTag", name: "trip" },
  ] as const;
  const [year, added] = [
    await done(startBulkAction(by, { action: "describe", say: saying[0], of }), by),
    await done(startBulkAction(by, { action: "describe", say: saying[1], of }), by),
  ];
  expect(await told()).toEqual([
    [null, 2026, "Trip"],
    [null, 2026, "Trip"],
    [null, null, ""],
    [null, null, ""],
  ]);
  expect(added.change).toMatchObject({ field: "addTag", name: "Trip" });
  for (const { id } of [year, added]) await done(undoBulkAction(by, id), by);
  expect((await told()).slice(0, 2)).toEqual([
    [null, 2020, "Trip"],
    [null, null, ""],
  ]);
  const removed = await done(say(by, { field: "removeTag", name: "TRIP" }), by);
  expect((await told())[0]).toEqual([null, 2020, ""]);
  await done(undoBulkAction(by, removed.id), by);
  expect((await told())[0]).toEqual([null, 2020, "Trip"]);
});

test("each file by its owner's rights: a teacher's own alone, a viewer's none", async () => {
  const set = await done(say(school.teacher, { field: "year", year: 2026 }), school.teacher);
  expect(set).toMatchObject({ done: 2, skippedRights: 2 });
  expect((await told()).map(([, year]) => year)).toEqual([2026, 2026, null, null]);
  expect(await codeOf(say(school.viewer, { field: "year", year: 2026 }))).toBe("forbidden");
  const { actor } = await school.token();
  expect(await codeOf(say(actor, { field: "year", year: 2026 }))).toBe("forbidden");
  expect((await auditOf(school.id, "document.described")).every(({ userId }) => userId !== null)).toBe(true);
});

test("another school's class and files, an archived class and a tag that is none are refused", async () => {
  const other = await buildSchool();
  const [foreign] = await listRecordClasses(other.viewer);
  const [own] = await listRecordClasses(school.viewer);
  const by = school.registrar;
  expect(await codeOf(say(by, { field: "class", id: foreign?.id ?? "" }))).toBe("record_class_not_found");
  await archiveClass(school.administrator, own?.id ?? "", true);
  expect(await codeOf(say(by, { field: "class", id: own?.id ?? "" }))).toBe("record_class_not_found");
  expect(await codeOf(say(by, { field: "removeTag", name: "nothing" }))).toBe("not_found");
  // A tag is not there either for whoever sees no document that has it.
  const { administrator } = school;
  const secret = (await addClass(administrator, "Secret")).find(({ name }) => name === "Secret")?.id ?? "";
  const [hidden = ""] = await insertDocuments(administrator, [{ filename: "hidden.pdf" }]);
  await editDocument(administrator, hidden, { tags: ["hearing"], recordClass: secret });
  const guess = { field: "removeTag", name: "hearing" } as const;
  expect(await codeOf(say(by, guess))).toBe("ok");
  await restrictClass(administrator, secret, true);
  expect(await codeOf(say(by, guess))).toBe("not_found");
  expect(await codeOf(say(administrator, guess))).toBe("ok");
  expect(await codeOf(say(other.registrar, { field: "year", year: 2026 }))).toBe("not_found");
});
