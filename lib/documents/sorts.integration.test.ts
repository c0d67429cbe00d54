import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import type { Kind } from "#lib/documents/constants.ts";
import { countDocuments, type DocumentQuery, listDocuments, listUploaders } from "#lib/documents/data.ts";
import { documentQuery } from "#lib/documents/document-query.ts";
import { typeFamily } from "#lib/documents/family.ts";
import { readListQuery } from "#lib/documents/list-query.ts";
import { SORT_KEYS, type Sort, writeSort } from "#lib/documents/sort.ts";
import { foldName } from "#lib/storage/filename.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

const NOON = Date.parse("2026-03-01T12:00:00Z");
const DAY = 86_400_000;
const TYPES = ["application/pdf", "image/png", "application/msword", "application/zip"];

type Row = {
  id: string;
  filename: string;
  fileSize: number;
  uploadedAt: Date;
  contentType: string;
  kind: Kind;
  by: string;
};

let school: TestSchool;
let rows: Row[];

// Few values for many rows: equal keys are everywhere, and pages begin in the middle of them.
beforeAll(async () => {
  school = await buildSchool({ timeZone: "Europe/Madrid" });
  const entries = Array.from({ length: 96 }, (_, at) => ({
    filename: ["Página 2.pdf", "pagina 10.pdf", "PÁGINA 2.pdf"][at % 3] ?? "",
    fileSize: 10 ** (at % 4),
    uploadedAt: new Date(NOON - (at % 5) * DAY),
    contentType: TYPES[(at >> 1) % 4] ?? "",
    kind: (["document", "report"] as const)[(at >> 3) % 2] ?? "document",
  }));
  const half = entries.length / 2;
  const ids = [
    ...(await insertDocuments(school.registrar, entries.slice(0, half))),
    ...(await insertDocuments(school.administrator, entries.slice(half))),
  ];
  rows = entries.map((entry, at) => ({
    ...entry,
    id: ids[at] ?? "",
    by: at < half ? school.registrar.userId : school.administrator.userId,
  }));
});

async function read(query: DocumentQuery): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null, pages = 0; pages < 50; pages += 1) {
    const page = await listDocuments(school.viewer, { ...query, cursor, limit: 7 });
    ids.push(...page.items.map(({ id }) => id));
    if (page.nextCursor === null) return ids;
    cursor = page.nextCursor;
  }
  throw new Error("There is no last page.");
}

const natural = new Intl.Collator("en", { numeric: true });
const compared: Record<Sort["by"], (a: Row, b: Row) => number> = {
  date: (a, b) => a.uploadedAt.getTime() - b.uploadedAt.getTime(),
  name: (a, b) => natural.compare(foldName(a.filename), foldName(b.filename)),
  size: (a, b) => a.fileSize - b.fileSize,
};

function expected(sort: Sort, fits: (row: Row) => boolean): string[] {
  const inOrder = rows
    .filter(fits)
    .sort((a, b) => compared[sort.by](a, b) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  return sort.descending ? inOrder.toReversed() : inOrder;
}

const sorts = SORT_KEYS.flatMap((by) => [true, false].map((descending) => ({ by, descending })));
const filters: [string, () => Omit<DocumentQuery, "view">, (row: Row) => boolean][] = [
  ["nothing", () => ({}), () => true],
  ["a type", () => ({ type: "pdf" }), (row) => typeFamily(row.contentType) === "pdf"],
  ["a type of many", () => ({ type: "image" }), (row) => typeFamily(row.contentType) === "image"],
  ["Word", () => ({ type: "word" }), (row) => typeFamily(row.contentType) === "word"],
  ["other types", () => ({ type: "other" }), (row) => typeFamily(row.contentType) === "other"],
  ["a kind", () => ({ kind: "report" }), (row) => row.kind === "report"],
  ["a person", () => ({ by: school.registrar.userId }), (row) => row.by === school.registrar.userId],
  ["days", () => ({ from: new Date(NOON - 2 * DAY), to: new Date(NOON) }), (row) => withinDays(row)],
  ["a search", () => ({ q: "página 1" }), (row) => row.filename.includes("10")],
  [
    "all at once",
    () => ({ q: "2", type: "pdf", kind: "document", by: school.registrar.userId, from: new Date(0) }),
    (row) =>
      row.filename.includes("2") &&
      row.contentType === "application/pdf" &&
      row.kind === "document" &&
      row.by === school.registrar.userId,
  ],
];

function withinDays({ uploadedAt }: Row): boolean {
  return uploadedAt.getTime() >= NOON - 2 * DAY && uploadedAt.getTime() < NOON;
}

describe.each(sorts.map((sort) => [writeSort(sort), sort] as const))("a list by %s", (_, sort) => {
  test.each(filters)("narrowed to %s holds each row once, in order", async (_name, query, fits) => {
    const ids = expected(sort, fits);
    expect(ids.length).toBeGreaterThan(0);
    expect(await read({ view: "live", sort, ...query() })).toEqual(ids);
    const counted = await countDocuments(school.viewer, { view: "live", sort, ...query() });
    expect(counted).toEqual({ count: ids.length, more: false });
  });

  test("is read from an index, whichever way it goes", async () => {
    const { by, descending } = sort;
    const index = { date: "documents_newest_idx", name: "documents_name_idx", size: "documents_size_idx" }[
      by
    ];
    const expression = {
      date: sql`uploaded_at`,
      name: sql`(left(name_sort, 200) collate name_order)`,
      size: sql`file_size`,
    }[by];
    const way = sql.raw(descending ? "desc" : "asc");
    const plan = await database().transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      await tx.execute(sql`set local enable_bitmapscan = off`);
      // A handful of rows is as cheap to sort: asked is whether an index has them in order, not what it costs.
      await tx.execute(sql`set local enable_sort = off`);
      return tx.execute(sql`explain select id from documents
        where school_id = ${school.id} and deleted_at is null
        order by ${expression} ${way}, id ${way} limit 51`);
    });
    const text = JSON.stringify(plan);
    expect(text).toContain(index);
    expect(text).not.toContain("Sort");
  });
});

test("a cursor goes with its order alone", async () => {
  for (const sort of sorts) {
    const { nextCursor } = await listDocuments(school.viewer, { view: "live", sort, limit: 5 });
    for (const other of sorts.filter((candidate) => candidate !== sort)) {
      await expect(
        listDocuments(school.viewer, { view: "live", sort: other, cursor: nextCursor }),
      ).rejects.toMatchObject({ code: "invalid_cursor" });
    }
    await expect(listDocuments(school.viewer, { view: "trash", cursor: nextCursor })).rejects.toMatchObject({
      code: "invalid_cursor",
    });
  }
});

test("the longest names of any letters can be stored, sorted and paged", async () => {
  const own = await buildSchool();
  // One letter that folds into eighteen, and letters of four bytes that do not repeat.
  const unfolding = "\uFDFA".repeat(255);
  const wide = Array.from({ length: 255 }, (_, at) => String.fromCodePoint(0x20000 + at * 7)).join("");
  await insertDocuments(own.teacher, [{ filename: unfolding }, { filename: wide }, { filename: wide }]);
  const sort = { by: "name", descending: false } as const;
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listDocuments>> = await listDocuments(own.viewer, {
      view: "live",
      sort,
      cursor,
      limit: 1,
    });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(3);
});

test("days are the school's own", async () => {
  const own = await buildSchool({ timeZone: "Pacific/Auckland" });
  // 10:30 and 11:30 in UTC: the evening of the 5th and the small hours of the 6th in Auckland, in summer.
  const [evening = "", morning = ""] = await insertDocuments(own.teacher, [
    { filename: "evening", uploadedAt: new Date("2026-01-05T10:30:00Z") },
    { filename: "morning", uploadedAt: new Date("2026-01-05T11:30:00Z") },
  ]);
  const on = async (from: string | null, to: string | null) => {
    const address = { from, to } as Record<string, string | null>;
    const query = documentQuery(
      readListQuery((name) => address[name]),
      own.viewer.timeZone,
    );
    return (await listDocuments(own.viewer, { view: "live", ...query })).items.map(({ id }) => id);
  };
  expect(await on("2026-01-05", "2026-01-05")).toEqual([evening]);
  expect(await on("2026-01-06", null)).toEqual([morning]);
  expect(await on(null, "2026-01-06")).toEqual([morning, evening]);
});

describe("filters", () => {
  test("by a person of another school find nothing, and do not name them", async () => {
    const other = await buildSchool();
    await insertDocuments(other.teacher, [{ filename: "theirs.pdf" }]);
    const query = { view: "live", by: other.teacher.userId } as const;
    expect((await listDocuments(school.administrator, query)).items).toEqual([]);
    expect(await countDocuments(school.administrator, query)).toEqual({ count: 0, more: false });
    expect(await listUploaders(school.administrator, { only: other.teacher.userId })).toEqual([]);
    const named = await listUploaders(school.administrator);
    expect(named.map(({ id }) => id).sort()).toEqual(
      [school.registrar.userId, school.administrator.userId].sort(),
    );
  });

  test("tell nothing of kinds that one may not read", async () => {
    const own = await buildSchool();
    await insertDocuments(own.registrar, [{ filename: "secret", kind: "report", contentType: "image/png" }]);
    await insertDocuments(own.teacher, [{ filename: "plain", kind: "document" }]);
    const { actor } = await own.token("documents:read");
    for (const query of [
      { type: "image" },
      { by: own.registrar.userId },
      { q: "secret" },
      { from: new Date(0), sort: { by: "size", descending: true } },
    ] as const) {
      const seen = await listDocuments(actor, { view: "live", ...query });
      expect(seen.items.map(({ filename }) => filename).filter((name) => name !== "plain")).toEqual([]);
      expect((await countDocuments(actor, { view: "live", ...query })).count).toBe(seen.items.length);
    }
    await expect(countDocuments(actor, { view: "live", kind: "report" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listUploaders(actor)).map(({ id }) => id)).toEqual([own.teacher.userId]);
    expect(await listUploaders(actor, { only: own.registrar.userId })).toEqual([]);
    const { actor: blind } = await own.token("usage:read");
    await expect(listUploaders(blind)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("by `me` find one's own", async () => {
    const own = await buildSchool();
    await insertDocuments(own.registrar, [{ filename: "a" }]);
    const [mine] = await insertDocuments(own.teacher, [{ filename: "b" }]);
    const { items } = await listDocuments(own.teacher, { view: "live", by: "me" });
    expect(items.map(({ id }) => id)).toEqual([mine]);
  });
});

test("a count stops at a thousand", async () => {
  const own = await buildSchool();
  await insertDocuments(
    own.teacher,
    Array.from({ length: 1001 }, (_, at) => ({ filename: `${at}`, contentType: "image/png" })),
  );
  const counted = await countDocuments(own.viewer, { view: "live", type: "image" });
  expect(counted).toEqual({ count: 1000, more: true });
});
