import { inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type DocumentQuery, listDocuments } from "#lib/documents/data.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { SORT_KEYS } from "#lib/documents/sort.ts";
import { suggestTags } from "#lib/tags/data.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool } from "#lib/testing/school.ts";

const NOON = Date.parse("2026-03-01T12:00:00Z");
const DAY = 86_400_000;
const SORTS = SORT_KEYS.flatMap((by) => [true, false].map((descending) => ({ by, descending })));

/** What is on all pages together, however few rows each has. */
async function read(actor: Actor, query: Omit<DocumentQuery, "view">, limit: number): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 200; pages += 1) {
    const page = await listDocuments(actor, { view: "live", ...query, cursor, limit });
    names.push(...page.items.map(({ filename }) => filename));
    if (page.nextCursor === null) return names;
    cursor = page.nextCursor;
  }
  throw new Error("The list does not end.");
}

test("a tag's files come page by page in every order, without those in the trash, by the date that they have", async () => {
  const school = await buildSchool();
  const entries = Array.from({ length: 24 }, (_, at) => ({
    filename: `${String((at * 7) % 24).padStart(2, "0")}.pdf`,
    fileSize: 1000 + ((at * 5) % 24),
    // Equal dates are everywhere, and pages begin in the middle of them.
    uploadedAt: new Date(NOON - (at % 4) * DAY),
  }));
  const ids = await insertDocuments(school.registrar, entries);
  const nth = (at: number) => ids[at] ?? "";
  const marked = ids.filter((_, at) => at % 2 === 0);
  for (const id of marked)
    await editDocument(school.registrar, id, { tags: ["trip", `own ${id.slice(-4)}`] });
  await trashDocuments(school.registrar, [nth(4)]);
  // An older one is made the newest after it was tagged.
  const newest = new Date(NOON + DAY);
  await database()
    .update(documents)
    .set({ uploadedAt: newest })
    .where(inArray(documents.id, [nth(6)]));
  const [tag] = await suggestTags(school.viewer, "trip");

  const all = await listDocuments(school.viewer, { view: "live", limit: 100 });
  const wanted = new Set(marked);
  const items = all.items.filter(({ id }) => wanted.has(id));
  expect(items).toHaveLength(11);
  expect(items[0]?.id).toBe(nth(6));
  for (const sort of SORTS) {
    const whole = await listDocuments(school.viewer, { view: "live", sort, limit: 100 });
    const expected = whole.items.filter(({ id }) => wanted.has(id)).map(({ filename }) => filename);
    for (const limit of [1, 4]) {
      expect(await read(school.viewer, { tag: tag?.id, sort }, limit)).toEqual(expected);
    }
  }
  expect(await read(school.viewer, { tag: tag?.id, kind: "report" }, 3)).toEqual([]);
});

test("a tag's file that was thrown away is back in its list once it is out of the trash, whatever was tagged meanwhile", async () => {
  const school = await buildSchool();
  const [kept = "", thrown = "", late = ""] = await insertDocuments(
    school.registrar,
    ["kept", "thrown", "late"].map((name) => ({ filename: `${name}.pdf`, uploadedAt: new Date(NOON) })),
  );
  for (const id of [kept, thrown]) await editDocument(school.registrar, id, { tags: ["trip"] });
  const [tag] = await suggestTags(school.registrar, "trip");
  const listed = async (kind?: "document" | "media") => {
    const page = await listDocuments(school.registrar, { view: "live", tag: tag?.id, kind });
    return page.items.map(({ id }) => id).toSorted();
  };
  await trashDocuments(school.registrar, [kept, thrown]);
  expect(await listed()).toEqual([]);
  expect(await suggestTags(school.registrar, "trip")).toEqual([]);
  await editDocument(school.registrar, late, { tags: ["trip"] });
  await restoreDocuments(school.registrar, [thrown]);
  expect(await listed()).toEqual([thrown, late].toSorted());
  expect(await listed("document")).toEqual([thrown, late].toSorted());
  expect(await listed("media")).toEqual([]);
  expect(await suggestTags(school.registrar, "trip")).toEqual([tag]);
});

test("a tag of very many files has them in order too", async () => {
  const school = await buildSchool();
  const count = 5_200;
  const entries = Array.from({ length: count }, (_, at) => ({ filename: `${10_000 + at}.pdf` }));
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1_300) {
    ids.push(...(await insertDocuments(school.registrar, entries.slice(at, at + 1_300))));
  }
  await editDocument(school.registrar, ids[0] ?? "", { tags: ["all"] });
  const [tag] = await suggestTags(school.viewer, "all");
  await database().execute(sql`
    insert into document_tags (school_id, document_id, tag_id)
    select school_id, id, ${tag?.id}::uuid from documents where school_id = ${school.registrar.schoolId} and id <> ${ids[0]}`);
  // As PostgreSQL does by itself within a minute: without figures the planner takes every table for an empty one.
  await database().execute(sql`analyze documents, document_tags`);
  const query = { view: "live", tag: tag?.id, sort: { by: "name", descending: true }, limit: 100 } as const;
  const first = await listDocuments(school.viewer, query);
  const second = await listDocuments(school.viewer, { ...query, cursor: first.nextCursor });
  const names = [...first.items, ...second.items].map(({ filename }) => filename);
  expect(names).toEqual(
    entries
      .map(({ filename }) => filename)
      .toReversed()
      .slice(0, 200),
  );
});
