import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { savedViews } from "#db/schema/saved-views.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type ListQuery, WHOLE_LIST } from "#lib/documents/list-query.ts";
import { parseInput } from "#lib/parse-input.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { MAX_VIEWS } from "#lib/views/constants.ts";
import { listViews } from "#lib/views/data.ts";
import { changeView, deleteView, moveView, saveView } from "#lib/views/mutations.ts";
import { newView } from "#lib/views/schema.ts";

let school: TestSchool;
let actor: Actor;
beforeEach(async () => {
  school = await buildSchool();
  actor = school.teacher;
});

const PDFS: ListQuery = {
  ...WHOLE_LIST,
  type: "pdf",
  q: "ruiz",
  by: "me",
  sort: { by: "name", descending: true },
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );
const names = async (of = actor) => (await listViews(of)).map(({ name }) => name);
const idOf = async (name: string, of = actor) =>
  (await listViews(of)).find((view) => view.name === name)?.id ?? "";

async function save(...list: string[]): Promise<void> {
  for (const name of list) await saveView(actor, { name, query: { ...WHOLE_LIST, q: name } });
}

test("what the list shows comes back as it was saved", async () => {
  expect(await listViews(actor)).toEqual([]);
  const after = await saveView(actor, { name: "Ruiz", query: PDFS });
  expect(after).toEqual([{ id: expect.any(String), name: "Ruiz", query: PDFS }]);
  expect(await listViews(actor)).toEqual(after);
  const [row] = await database().select().from(savedViews).where(eq(savedViews.userId, actor.userId));
  expect(row?.params).toEqual({ q: "ruiz", type: "pdf", by: "me", sort: "-name" });
});

test("they are renamed, updated, moved and deleted, and a deleted one can be put back in its place", async () => {
  await save("a", "b", "c");
  await changeView(actor, await idOf("b"), { name: "B" });
  await changeView(actor, await idOf("B"), { query: PDFS });
  expect((await listViews(actor))[1]).toMatchObject({ name: "B", query: PDFS });
  expect(await codeOf(changeView(actor, await idOf("B"), {}))).toBe("ok");
  await moveView(actor, await idOf("c"), -1);
  expect(await names()).toEqual(["a", "c", "B"]);
  await moveView(actor, await idOf("a"), 1);
  await moveView(actor, await idOf("c"), -1);
  await moveView(actor, await idOf("B"), 1);
  expect(await names()).toEqual(["c", "a", "B"]);
  await deleteView(actor, await idOf("a"));
  expect(await names()).toEqual(["c", "B"]);
  await saveView(actor, { name: "a", query: WHOLE_LIST, at: 1 });
  await saveView(actor, { name: "last", query: WHOLE_LIST, at: 30 });
  expect(await names()).toEqual(["c", "a", "B", "last"]);
});

test("of what is stored, what is not known any more is left out", async () => {
  await save("old");
  const stored = [
    { type: "floppy", kind: "profile", sort: "owner", q: "x", colour: "red" },
    { q: 7, by: ["me"], from: { day: 1 }, to: "2026-02-30", type: null },
    ["q"],
    "q=x",
    null,
  ];
  for (const params of stored) {
    const written = JSON.stringify(params);
    await database().execute(
      sql`update saved_views set params = ${written}::text::jsonb where user_id = ${actor.userId}`,
    );
    const q = params === stored[0] ? "x" : "";
    expect((await listViews(actor)).map(({ query }) => query)).toEqual([{ ...WHOLE_LIST, q }]);
  }
});

test("a kind that the reader may not read any more is not asked for", async () => {
  const { actor: token } = await school.token("documents:read");
  await saveView(token, { name: "Reports", query: { ...WHOLE_LIST, kind: "report", q: "x" } });
  expect((await listViews(token))[0]?.query).toEqual({ ...WHOLE_LIST, q: "x" });
});

describe("nobody else's", () => {
  test("are seen or changed: of a colleague, or of the same person in another school", async () => {
    await save("mine");
    const id = await idOf("mine");
    const other = await buildSchool();
    await database()
      .insert(memberships)
      .values({ schoolId: other.id, userId: actor.userId, role: "teacher" });
    const elsewhere = await signedIn(actor.userId, other.id);
    for (const stranger of [school.administrator, other.administrator, elsewhere]) {
      expect(await listViews(stranger)).toEqual([]);
      expect(
        await Promise.all(
          [
            changeView(stranger, id, { name: "theirs" }),
            changeView(stranger, id, { query: PDFS }),
            moveView(stranger, id, 1),
            deleteView(stranger, id),
          ].map(codeOf),
        ),
      ).toEqual(Array(4).fill("not_found"));
    }
    expect(await listViews(actor)).toEqual([{ id, name: "mine", query: { ...WHOLE_LIST, q: "mine" } }]);
  });

  test("can be stored for who is no member of the school", async () => {
    const other = await buildSchool();
    const row = { schoolId: other.id, userId: actor.userId, name: "x", params: {}, position: 0 };
    await expect(database().insert(savedViews).values(row)).rejects.toThrow();
  });

  test("can be had by what only looks like an actor, nor by who may read nothing", async () => {
    const forged = Object.create(actor, { can: { value: () => true } }) as Actor;
    expect(await codeOf(listViews(forged))).toBe("unauthenticated");
    expect(await codeOf(saveView(forged, { name: "x", query: WHOLE_LIST }))).toBe("unauthenticated");
    const { actor: blind } = await school.token("usage:read");
    expect(await codeOf(listViews(blind))).toBe("forbidden");
    expect(await codeOf(saveView(blind, { name: "x", query: WHOLE_LIST }))).toBe("forbidden");
  });
});

test("thirty is the most, also for those who save at once", async () => {
  await save(...Array.from({ length: MAX_VIEWS - 2 }, (_, at) => `view ${at}`));
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, at) => codeOf(saveView(actor, { name: `late ${at}`, query: WHOLE_LIST }))),
  );
  expect(answers.toSorted()).toEqual(["ok", "ok", ...Array<string>(4).fill("too_many_views")]);
  expect(await names()).toHaveLength(MAX_VIEWS);
});

test("moved by two at once, none is lost and none is there twice", async () => {
  await save("a", "b", "c", "d");
  const ids = (await listViews(actor)).map(({ id }) => id);
  await Promise.all(ids.flatMap((id) => [moveView(actor, id, 1), moveView(actor, id, -1)]));
  expect((await names()).toSorted()).toEqual(["a", "b", "c", "d"]);
  const rows = await database()
    .select({ position: savedViews.position })
    .from(savedViews)
    .where(eq(savedViews.userId, actor.userId))
    .orderBy(savedViews.position);
  expect(rows.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
});

test("what is no view is the view of nobody", async () => {
  expect(await codeOf(changeView(actor, randomUUID(), { name: "x" }))).toBe("not_found");
  expect(await codeOf(deleteView(actor, randomUUID()))).toBe("not_found");
  expect(await codeOf(moveView(actor, randomUUID(), 1))).toBe("not_found");
});

test("they go with the membership", async () => {
  await save("mine");
  await database()
    .delete(memberships)
    .where(and(eq(memberships.schoolId, school.id), eq(memberships.userId, actor.userId)));
  expect(await database().select().from(savedViews).where(eq(savedViews.userId, actor.userId))).toEqual([]);
});

describe("a name", () => {
  const parsed = (name: unknown) => {
    try {
      return parseInput(newView, { name, params: {} }).name;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test.each([
    ["  Ruiz ", "Ruiz"],
    ["😀".repeat(60), "😀".repeat(60)],
    ["x".repeat(61), "invalid_request"],
    ["", "invalid_request"],
    ["   ", "invalid_request"],
    ["a\nb", "invalid_request"],
    ["a\0", "invalid_request"],
    ["\ud800", "invalid_request"],
    [7, "invalid_request"],
  ])("%j is %j", (name, result) => expect(parsed(name)).toBe(result));
});
