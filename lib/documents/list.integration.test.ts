import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { countDocuments, type DocumentQuery, listDocuments } from "#lib/documents/data.ts";
import { listDocumentRecords } from "#lib/documents/records.data.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});

const HOUR = 3_600_000;
const NOON = Date.parse("2026-03-01T12:00:00Z");

async function allPages(query: DocumentQuery): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 100; pages += 1) {
    const page = await listDocuments(school.registrar, { ...query, cursor });
    expect(page.items.length).toBeLessThanOrEqual(query.limit ?? 50);
    ids.push(...page.items.map((item) => item.id));
    if (page.nextCursor === null) return ids;
    expect(page.items).toHaveLength(query.limit ?? 50);
    cursor = page.nextCursor;
  }
  throw new Error("There is no last page.");
}

describe("a list of pages", () => {
  test("holds every document once, newest first, however many were uploaded in one moment", async () => {
    let run = 0;
    const moments = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        moments,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom("live" as const, "trash" as const),
        async (offsets, limit, view) => {
          run += 1;
          const name = `run-${run}-of-pages`;
          const entries = offsets.map((offset) => {
            const at = new Date(NOON + offset);
            return { filename: `${name}.pdf`, uploadedAt: at, deletedAt: view === "trash" ? at : null };
          });
          const ids = await insertDocuments(school.teacher, entries);
          const expected = ids
            .map((id, at) => ({ id, offset: offsets[at] ?? 0 }))
            .sort((a, b) => b.offset - a.offset || (a.id < b.id ? 1 : -1));
          expect(await allPages({ view, q: name, limit })).toEqual(expected.map(({ id }) => id));
          const counted = await countDocuments(school.registrar, { view, q: name });
          expect(counted).toEqual({ count: ids.length, more: false });
        },
      ),
      { numRuns: 40 },
    );
  });

  test("goes on where it was when newer ones arrive between two pages", async () => {
    const name = "while-reading";
    const old = await insertDocuments(
      school.teacher,
      [0, 1, 2, 3].map((n) => ({ filename: name, uploadedAt: new Date(NOON + n) })),
    );
    const first = await listDocuments(school.viewer, { view: "live", q: name, limit: 2 });
    await insertDocuments(school.teacher, [{ filename: name, uploadedAt: new Date(NOON + HOUR) }]);
    const second = await listDocuments(school.viewer, {
      view: "live",
      q: name,
      limit: 2,
      cursor: first.nextCursor,
    });
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(old.toReversed());
  });

  test.each([
    [0, 1],
    [-5, 1],
    [1000, 100],
  ])("of %i rows has %i", async (limit, rows) => {
    const name = `limits-of-${limit}-rows`;
    await insertDocuments(
      school.teacher,
      Array.from({ length: 101 }, () => ({ filename: name })),
    );
    expect((await listDocuments(school.viewer, { view: "live", q: name, limit })).items).toHaveLength(rows);
  });

  test("refuses a cursor that is none, also where PostgreSQL would choke on it", async () => {
    const id = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
    for (const text of ["x", `+010000-01-01T00:00:00.000Z ${id}`, `0000-01-01T00:00:00.000Z ${id}`]) {
      const cursor = Buffer.from(text).toString("base64url");
      await expect(listDocuments(school.viewer, { view: "live", cursor })).rejects.toMatchObject({
        code: "invalid_cursor",
      });
    }
  });
});

describe("a search", () => {
  const names = [
    "100% sure.pdf",
    "100 sure.pdf",
    "snake_case.pdf",
    "snakeXcase.pdf",
    "back\\slash.pdf",
    "Informe de Ángela Núñez.pdf",
    "ΟΔΟΣ.pdf",
    "quo'te.pdf",
    "e\u0301te\u0301.pdf",
  ];
  beforeAll(async () => {
    await insertDocuments(
      school.teacher,
      names.map((filename) => ({ filename })),
    );
  });

  test.each<[string, string[]]>([
    ["100%", ["100% sure.pdf"]],
    ["%", ["100% sure.pdf"]],
    ["snake_", ["snake_case.pdf"]],
    ["back\\", ["back\\slash.pdf"]],
    ["\\", ["back\\slash.pdf"]],
    ["angela nunez", ["Informe de Ángela Núñez.pdf"]],
    ["ÁNGELA", ["Informe de Ángela Núñez.pdf"]],
    ["οδος", ["ΟΔΟΣ.pdf"]],
    ["ΟΔΟΣ", ["ΟΔΟΣ.pdf"]],
    ["quo'te", ["quo'te.pdf"]],
    ["été", ["e\u0301te\u0301.pdf"]],
    ["xc", ["snakeXcase.pdf"]],
    ["_c", ["snake_case.pdf"]],
    ["o'", ["quo'te.pdf"]],
    ["δο", ["ΟΔΟΣ.pdf"]],
    ["zq", []],
    ["'; drop table documents; --", []],
  ])("for %j finds what holds it", async (q, found) => {
    const { items } = await listDocuments(school.viewer, { view: "live", q });
    expect(items.map((item) => item.filename)).toEqual(found);
    expect((await countDocuments(school.viewer, { view: "live", q })).count).toBe(found.length);
  });

  test("for a character that no text can hold is refused, by list and count alike", async () => {
    const query = { view: "live" as const, q: "a\0b" };
    const refused = { code: "invalid_request" };
    await expect(listDocuments(school.viewer, query)).rejects.toMatchObject(refused);
    await expect(countDocuments(school.viewer, query)).rejects.toMatchObject(refused);
    await expect(listDocumentRecords(school.viewer, { q: query.q })).rejects.toMatchObject(refused);
  });

  test("in a time takes its first moment and leaves its last", async () => {
    const name = "in-a-time";
    await insertDocuments(
      school.teacher,
      [0, 1, 2].map((n) => ({ filename: name, uploadedAt: new Date(NOON + n * HOUR) })),
    );
    const between = { view: "live" as const, q: name, from: new Date(NOON), to: new Date(NOON + 2 * HOUR) };
    expect((await countDocuments(school.viewer, between)).count).toBe(2);
  });
});

describe("who sees what", () => {
  test("nobody sees another school's, not with its cursor either, and not by counting", async () => {
    const other = await buildSchool();
    await insertDocuments(
      other.teacher,
      [1, 2, 3].map((n) => ({ filename: "theirs.pdf", uploadedAt: new Date(NOON - n) })),
    );
    const theirs = await listDocuments(other.viewer, { view: "live", q: "theirs", limit: 1 });
    const cursor = theirs.nextCursor;
    expect(cursor).not.toBeNull();
    const mine = await listDocuments(school.administrator, { view: "live", q: "theirs", cursor });
    expect(mine).toEqual({ items: [], nextCursor: null });
    expect((await countDocuments(school.administrator, { view: "live", q: "theirs" })).count).toBe(0);
    const records = await listDocumentRecords(school.administrator, { q: "theirs" });
    expect(records.items).toEqual([]);
  });

  test("a token sees the kinds it may read, and is denied the others by name", async () => {
    const name = "kinds";
    await insertDocuments(
      school.registrar,
      (["document", "report", "media"] as const).map((kind) => ({ filename: name, kind })),
    );
    const { actor } = await school.token("documents:read", "media:read");
    const seen = await listDocuments(actor, { view: "live", q: name });
    expect(seen.items.map((item) => item.kind).sort()).toEqual(["document", "media"]);
    expect((await countDocuments(actor, { view: "live", q: name })).count).toBe(2);
    await expect(listDocuments(actor, { view: "live", kind: "report" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { actor: blind } = await school.token("usage:read");
    await expect(listDocuments(blind, { view: "live" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(countDocuments(blind, { view: "live" })).rejects.toMatchObject({ code: "forbidden" });
    const denials = await auditOf(school.id, "access.denied");
    expect(denials.map((event) => event.userId)).toEqual(
      expect.arrayContaining([actor.userId, blind.userId]),
    );
  });

  test("in the trash a teacher sees their own, who may delete all sees all", async () => {
    const name = "thrown-away";
    const deletedAt = new Date(NOON);
    await insertDocuments(school.teacher, [{ filename: name, deletedAt }]);
    await insertDocuments(school.registrar, [
      { filename: name, deletedAt },
      { filename: name, deletedAt, kind: "report" },
    ]);
    const seenBy = async (actor: typeof school.teacher) =>
      (await countDocuments(actor, { view: "trash", q: name })).count;
    expect(await seenBy(school.administrator)).toBe(3);
    expect(await seenBy(school.registrar)).toBe(3);
    expect(await seenBy(school.teacher)).toBe(1);
    expect(await seenBy(school.viewer)).toBe(0);
  });
});
