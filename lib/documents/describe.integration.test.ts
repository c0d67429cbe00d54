import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { countDocuments, type DocumentQuery, listDocuments } from "#lib/documents/data.ts";
import { describedDocument } from "#lib/documents/description.data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { filterNames, listFilterChoices } from "#lib/documents/filter-choices.data.ts";
import { documentHistory } from "#lib/documents/history.data.ts";
import { WHOLE_LIST } from "#lib/documents/list-query.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import type { AppError } from "#lib/errors.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { MAX_TAGS_OF_DOCUMENT } from "#lib/tags/constants.ts";
import { suggestTags } from "#lib/tags/data.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
let other: TestSchool;
let classes: { id: string; name: string }[];
beforeAll(async () => {
  [school, other] = await Promise.all([buildSchool(), buildSchool()]);
  classes = await listRecordClasses(school.viewer);
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const file = async (by: Actor, filename = "plan.pdf") => (await insertDocuments(by, [{ filename }]))[0] ?? "";
const known = async (id: string) => (await describedDocument(school.viewer, id)).description;
const names = async (id: string) => (await known(id)).tags.map(({ name }) => name);

test("class, year, notes and tags are set, changed and taken away, and the history has words for each", async () => {
  const id = await file(school.teacher);
  const [birth, identity] = classes;
  await editDocument(school.teacher, id, {
    recordClass: birth?.id,
    year: 2026,
    notes: " From the  office.\r\nKept. ",
    tags: ["Trip", "été"],
  });
  expect(await known(id)).toMatchObject({
    recordClass: { id: birth?.id, name: birth?.name, archived: false },
    year: 2026,
    notes: "From the  office.\nKept.",
    tags: [{ name: "été" }, { name: "Trip" }],
  });
  await editDocument(school.teacher, id, {
    recordClass: identity?.name.toUpperCase(),
    addTags: ["Lost"],
    removeTags: ["TRIP"],
  });
  await editDocument(school.teacher, id, { recordClass: null, year: null, notes: "", tags: [] });
  expect(await known(id)).toEqual({ recordClass: null, year: null, notes: null, tags: [] });
  const { entries } = await documentHistory(school.viewer, id);
  expect(entries.map(({ id: _id, at: _at, person, ...rest }) => ({ person: person?.name, ...rest }))).toEqual(
    [
      {
        person: "Pat Person",
        what: "described",
        recordClass: { from: identity?.name, to: null },
        year: { from: 2026, to: null },
        notes: "removed",
        tagsAdded: null,
        tagsRemoved: "été, Lost",
      },
      {
        person: "Pat Person",
        what: "described",
        recordClass: { from: birth?.name, to: identity?.name },
        year: null,
        notes: null,
        tagsAdded: "Lost",
        tagsRemoved: "Trip",
      },
      {
        person: "Pat Person",
        what: "described",
        recordClass: { from: null, to: birth?.name },
        year: { from: null, to: 2026 },
        notes: "added",
        tagsAdded: "été, Trip",
        tagsRemoved: null,
      },
    ],
  );
  expect(JSON.stringify(await auditOf(school.id, "document.described"))).not.toContain("office");
});

test("what is so already leaves no trace, and a tag is the same however it is written", async () => {
  const id = await file(school.teacher);
  await editDocument(school.teacher, id, { year: 2024, tags: ["Música"] });
  for (const wanted of [{}, { year: 2024 }, { notes: "  " }, { tags: ["MUSICA", " música "] }]) {
    await editDocument(school.teacher, id, wanted, { year: 1999, tags: ["other"], notes: "other" });
  }
  expect(await names(id)).toEqual(["Música"]);
  expect((await documentHistory(school.viewer, id)).entries).toHaveLength(1);
  const second = await file(school.registrar);
  await editDocument(school.registrar, second, { addTags: ["musica"] });
  expect(await names(second)).toEqual(["Música"]);
});

test("what somebody else has changed meanwhile is not overwritten; tags that come and go are not in each other's way", async () => {
  const id = await file(school.teacher);
  const [birth, identity] = classes;
  const wanted = { recordClass: birth?.id, year: 2020, notes: "theirs", tags: ["theirs"] };
  await editDocument(school.registrar, id, wanted);
  const seen = { recordClass: null, year: null, notes: null, tags: [] };
  const mine = [{ recordClass: identity?.id }, { year: 2021 }, { notes: "mine" }, { tags: ["mine"] }];
  for (const one of mine) {
    expect(await codeOf(editDocument(school.teacher, id, one, seen))).toBe("conflict");
  }
  // All of it or nothing, the name included.
  const both = { filename: "other.pdf", year: 2021 };
  expect(await codeOf(editDocument(school.teacher, id, both, seen))).toBe("conflict");
  expect((await listDocuments(school.viewer, { view: "live", q: "other.pdf" })).items).toEqual([]);
  expect(await known(id)).toMatchObject({ year: 2020, notes: "theirs", recordClass: { id: birth?.id } });
  await Promise.all(
    ["one", "two"].map((tag) => editDocument(school.teacher, id, { addTags: [tag] }, { tags: [] })),
  );
  expect(await names(id)).toEqual(["one", "theirs", "two"]);
});

test.each<[object, string]>([
  [{ year: 1899 }, "invalid_request"],
  [{ year: 2201 }, "invalid_request"],
  [{ year: 2026.5 }, "invalid_request"],
  [{ notes: "x".repeat(4001) }, "invalid_request"],
  [{ notes: "a\0" }, "invalid_request"],
  [{ tags: ["a,b"] }, "invalid_request"],
  [{ tags: [" "] }, "invalid_request"],
  [{ recordClass: "No such class" }, "record_class_not_found"],
  [{ addTags: Array.from({ length: MAX_TAGS_OF_DOCUMENT + 1 }, (_, at) => `many ${at}`) }, "too_many_tags"],
])("%j is refused with %s and changes nothing", async (wanted, code) => {
  const id = await file(school.teacher);
  expect(await codeOf(editDocument(school.teacher, id, wanted))).toBe(code);
  expect(await known(id)).toEqual({ recordClass: null, year: null, notes: null, tags: [] });
});

describe("who may", () => {
  test("is who may rename: a teacher their own, a viewer nothing, another school not even see it", async () => {
    const theirs = await file(school.registrar);
    const own = await file(school.teacher);
    const wanted = { year: 2026, addTags: ["x"] };
    expect(await codeOf(editDocument(school.teacher, theirs, wanted))).toBe("forbidden");
    expect(await codeOf(editDocument(school.viewer, own, wanted))).toBe("forbidden");
    expect(await codeOf(editDocument(other.administrator, own, wanted))).toBe("not_found");
    expect(await codeOf(describedDocument(other.administrator, own))).toBe("not_found");
    expect(await codeOf(editDocument(school.registrar, own, wanted))).toBe("ok");
    await trashDocuments(school.teacher, [own]);
    expect(await codeOf(editDocument(school.teacher, own, { year: 2027 }))).toBe("not_found");
  });

  test("another school's class is no class here, by id or by name", async () => {
    const id = await file(school.teacher);
    const [foreign] = await listRecordClasses(other.viewer);
    expect(await codeOf(editDocument(school.teacher, id, { recordClass: foreign?.id }))).toBe(
      "record_class_not_found",
    );
  });

  test("suggestions are the own school's words, of documents that the reader can see", async () => {
    const [mine, foreign] = await Promise.all([file(school.registrar), file(other.registrar)]);
    await editDocument(school.registrar, mine, { tags: ["Suggest Ñandú", "Suggest 100%"] });
    await editDocument(other.registrar, foreign, { tags: ["Suggest theirs"] });
    const told = async (q: string) => (await suggestTags(school.viewer, q)).map(({ name }) => name);
    expect(await told("suggest")).toEqual(["Suggest 100%", "Suggest Ñandú"]);
    expect(await told("nandu")).toEqual(["Suggest Ñandú"]);
    expect(await told("100%")).toEqual(["Suggest 100%"]);
    await trashDocuments(school.registrar, [mine]);
    expect(await told("suggest")).toEqual([]);
  });
});

test("lists are narrowed by class, year and tag, of the own school alone", async () => {
  const own = await buildSchool();
  const ids = await insertDocuments(
    own.registrar,
    [0, 1, 2, 3].map((at) => ({ filename: `${at}.pdf`, uploadedAt: new Date(1_700_000_000_000 + at) })),
  );
  const [a = "", b = "", c = ""] = ids;
  const [birth] = await listRecordClasses(own.viewer);
  for (const id of [a, c]) {
    await editDocument(own.registrar, id, { recordClass: birth?.id, tags: ["trip"] });
  }
  for (const id of [b, c]) await editDocument(own.registrar, id, { year: 2026 });
  const tag = (await suggestTags(own.viewer, "trip"))[0]?.id;
  const found = async (actor: Actor, query: Partial<DocumentQuery>) => {
    const { items } = await listDocuments(actor, { view: "live", ...query });
    expect((await countDocuments(actor, { view: "live", ...query })).count).toBe(items.length);
    return items.map(({ id }) => id);
  };
  expect(await found(own.viewer, { recordClass: birth?.id })).toEqual([c, a]);
  expect(await found(own.viewer, { year: 2026 })).toEqual([c, b]);
  expect(await found(own.viewer, { tag })).toEqual([c, a]);
  expect(await found(own.viewer, { tag, year: 2026, recordClass: birth?.id })).toEqual([c]);
  expect(await found(own.viewer, { tag, sort: { by: "name", descending: false } })).toEqual([a, c]);
  expect(await found(other.viewer, { tag })).toEqual([]);
  expect(await found(other.viewer, { recordClass: birth?.id })).toEqual([]);
});

test("a list's filters offer what there is: classes, years latest first, tags that the reader can see", async () => {
  const own = await buildSchool();
  const ids = await insertDocuments(
    own.registrar,
    [0, 1, 2].map((at) => ({ filename: `${at}.pdf` })),
  );
  for (const [at, year] of [2019, 2026, 2019].entries()) {
    await editDocument(own.registrar, ids[at] ?? "", { year, addTags: [`Word ${year}`] });
  }
  const { classes: offered, years, tags } = await listFilterChoices(own.viewer);
  expect(offered.map(({ name }) => name)).toEqual(classes.map(({ name }) => name));
  expect(years).toEqual([2026, 2019]);
  expect(tags.map(({ name }) => name)).toEqual(["Word 2019", "Word 2026"]);
  const asked = { ...WHOLE_LIST, recordClass: offered[0]?.id ?? null, tag: tags[0]?.id ?? null };
  expect(await filterNames(own.viewer, asked)).toEqual({ recordClass: offered[0]?.name, tag: "Word 2019" });
  expect(await filterNames(other.viewer, asked)).toEqual({ recordClass: null, tag: null });
});
