import { spawn } from "node:child_process";
import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { bulkActionItems, bulkActions } from "#db/schema/bulk-actions.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { bulkOverview, bulkSummary, countMatching, listMatching } from "#lib/bulk/data.ts";
import { seeBulkActions, startBulkAction, stopBulkAction, undoBulkAction } from "#lib/bulk/mutations.ts";
import { runBulkAction } from "#lib/bulk/run.ts";
import type { BulkRequest } from "#lib/bulk/types.ts";
import { restartLostActions, workBatch } from "#lib/bulk/work.mutations.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { tidy } from "#lib/jobs/tidy.mutations.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { runJobs } from "#lib/testing/jobs.ts";
import { asOwner } from "#lib/testing/owner.ts";
import { auditOf, documentsOf, totalsOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
beforeEach(async () => {
  school = await buildSchool();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

const named = (count: number, name = "file") =>
  Array.from({ length: count }, (_, at) => ({ filename: `${name} ${at}.pdf` }));

/** Documents with what is counted of them. */
async function stored(by: Actor, count: number, name?: string): Promise<string[]> {
  const ids = await insertDocuments(by, named(count, name));
  await database().execute(sql`
    insert into storage_totals (school_id, kind, bytes, objects) values (${by.schoolId}, 'document', ${count}, ${count})
    on conflict (school_id, kind) do update set
      bytes = storage_totals.bytes + ${count}, objects = storage_totals.objects + ${count}`);
  return ids;
}

type Params = { q?: string };
type Begun = "trash" | "restore" | "purge";
type Way = "trash" | "restore" | "purge" | "batch" | "undo";

/** All that fit now, asked for as the page does: counted first. */
async function allThatMatch(actor: Actor, action: Begun, params: Params = {}): Promise<BulkRequest> {
  const { asOf } = await countMatching(actor, { view: action === "trash" ? "live" : "trash", ...params });
  return { action, of: { schoolId: actor.schoolId, params, asOf } };
}

const start = async (actor: Actor, action: Begun, params: Params = {}) =>
  startBulkAction(actor, await allThatMatch(actor, action, params));

const finish = (id: string) => runBulkAction(id, { lastTry: false });

async function actionRow(id: string) {
  const [row] = await database().select().from(bulkActions).where(eq(bulkActions.id, id));
  if (row === undefined) throw new Error("no such action");
  return row;
}

const countsOf = async (id: string) => {
  const { state, stoppedBy, total, done, skippedRights, skippedGone } = await actionRow(id);
  return { state, stoppedBy, total, done, skippedRights, skippedGone };
};

async function inTrash(): Promise<string[]> {
  return (await documentsOf(school.id))
    .filter((row) => row.deletedAt !== null)
    .map((row) => row.id)
    .sort();
}

/** The running totals are what the rows add up to. */
async function expectCounted(): Promise<void> {
  const rows = await documentsOf(school.id);
  const trash = rows.filter((row) => row.deletedAt !== null).length;
  const live = rows.length - trash;
  expect(await totalsOf(school.id)).toEqual({
    bytes: live,
    objects: live,
    trashBytes: trash,
    trashObjects: trash,
  });
}

const HELD = 7_071_967;

/** Holds every batch of an action in its middle, once this many documents are done, until `work` has ended. */
async function withHeldBatches(id: string, done: number, work: () => Promise<void>): Promise<void> {
  const db = database();
  const make = sql`
    create or replace function hold_batch() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(${sql.raw(String(HELD))}); return new; end $$`;
  const hold = sql`
    create or replace trigger hold_batch before update on bulk_actions for each row
    when (new.id = ${sql.raw(`'${id}'`)} and new.done > ${sql.raw(String(done))}) execute function hold_batch()`;
  await asOwner(make, hold);
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(HELD))})`);
      await work();
    });
  } finally {
    await asOwner(sql`drop trigger hold_batch on bulk_actions`);
  }
}

/** How many batches are held, or were let go and have not ended yet. */
async function heldBatches(): Promise<number> {
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from pg_locks
    where locktype = 'advisory' and objid = ${sql.raw(String(HELD))} and pid <> pg_backend_pid() and not granted`);
  return row?.count ?? 0;
}

/** One millisecond later by the database's clock: moments are kept no finer. */
const tick = () => database().execute(sql`select pg_sleep(0.003)`);

describe("what an action is about", () => {
  test("is what fitted the filter when it was counted: what arrives later stays, what left is skipped", async () => {
    const { administrator, teacher } = school;
    const fitting = await stored(administrator, 5, "report");
    const others = await stored(administrator, 3, "letter");
    const request = await allThatMatch(administrator, "trash", { q: "REPORT" });
    await tick();
    const between = await stored(teacher, 2, "report between");
    const action = await startBulkAction(administrator, request);
    expect(action).toMatchObject({ action: "trash", state: "queued", total: 5, done: 0 });
    const later = await stored(teacher, 2, "report later");
    await trashDocuments(administrator, fitting.slice(0, 1));
    await database()
      .update(documents)
      .set({ nameSort: "report now" })
      .where(eq(documents.id, others[0] ?? ""));
    await finish(action.id);
    expect(await countsOf(action.id)).toEqual({
      state: "done",
      stoppedBy: null,
      total: 5,
      done: 4,
      skippedRights: 0,
      skippedGone: 1,
    });
    expect(await inTrash()).toEqual([...fitting].sort());
    const stays = new Set([...others, ...between, ...later]);
    expect((await documentsOf(school.id)).filter(({ id }) => stays.has(id))).toHaveLength(7);
    expect((await actionRow(action.id)).filter).toEqual({ q: "REPORT" });
    await expectCounted();
  });

  test("is of the school that the page shows, and nothing where its reader works in another by now", async () => {
    const { administrator } = school;
    const request = await allThatMatch((await buildSchool()).administrator, "trash");
    await stored(administrator, 2);
    expect(await codeOf(startBulkAction(administrator, request))).toBe("school_changed");
    expect(await bulkOverview(administrator)).toEqual({ actions: [] });
  });

  test("can be named one by one, and then too is only what the list shows", async () => {
    const [live, trashed] = await stored(school.administrator, 2);
    await trashDocuments(school.administrator, [trashed ?? ""]);
    const foreign = await buildSchool();
    const [theirs] = await stored(foreign.administrator, 1);
    const ids = [live, trashed, theirs].map((id) => id ?? "");
    const action = await startBulkAction(school.administrator, { action: "trash", of: { ids } });
    expect(action.total).toBe(1);
    await finish(action.id);
    const [untouched] = await documentsOf(foreign.id);
    expect(untouched?.deletedAt).toBeNull();
  });

  test("has a limit, and beyond it nothing is begun", async () => {
    await stored(school.administrator, 4);
    const request = await allThatMatch(school.administrator, "trash");
    await expect(startBulkAction(school.administrator, request, { most: 3 })).rejects.toMatchObject({
      code: "too_many_matches",
      details: { maximum: 3 },
    });
    expect(await bulkOverview(school.administrator)).toEqual({ actions: [] });
    expect(await inTrash()).toEqual([]);
    const counted = await countMatching(school.administrator, { view: "live" }, { most: 3 });
    expect(counted).toMatchObject({ count: 3, more: true });
    expect((await startBulkAction(school.administrator, request, { most: 4 })).total).toBe(4);
  });

  test("is listed for a zip as it was counted, up to what a zip takes", async () => {
    const ids = await stored(school.administrator, 4, "report");
    await stored(school.administrator, 1, "letter");
    const query = { view: "live", q: "report" } as const;
    const { asOf } = await countMatching(school.viewer, query);
    await tick();
    await stored(school.administrator, 1, "report later");
    const at = { asOf: new Date(asOf) };
    const files = await listMatching(school.viewer, query, at);
    expect(files.map(({ id }) => id).sort()).toEqual([...ids].sort());
    await expect(listMatching(school.viewer, query, { ...at, most: 3 })).rejects.toMatchObject({
      code: "too_many_matches",
      details: { maximum: 3 },
    });
    const foreign = await buildSchool();
    expect(await listMatching(foreign.administrator, query, at)).toEqual([]);
  });

  test("is something: nothing is begun where nothing fits", async () => {
    expect(await codeOf(start(school.administrator, "trash", { q: "nothing" }))).toBe("not_found");
    expect(await auditOf(school.id, "bulk.started")).toEqual([]);
  });

  test("in the trash is that stay in the trash, and no later one", async () => {
    const { administrator, teacher } = school;
    const ids = await stored(teacher, 3);
    await trashDocuments(administrator, ids);
    const action = await start(administrator, "purge");
    await tick();
    await restoreDocuments(teacher, ids.slice(0, 2));
    await trashDocuments(teacher, ids.slice(0, 1));
    await finish(action.id);
    expect(await countsOf(action.id)).toMatchObject({ state: "done", done: 1, skippedGone: 2 });
    expect((await documentsOf(school.id)).map(({ id }) => id).sort()).toEqual(ids.slice(0, 2).sort());
    expect(await inTrash()).toEqual(ids.slice(0, 1));
    await expectCounted();
  });
});

describe("the worker", () => {
  test("gets all of it done by its job, leaves a trace of each and of the whole, and only once", async () => {
    const ids = await stored(school.administrator, 450);
    const action = await start(school.administrator, "trash");
    await runJobs();
    await expect.poll(async () => (await actionRow(action.id)).state, { timeout: 20_000 }).toBe("done");
    expect(await inTrash()).toEqual([...ids].sort());
    await finish(action.id);
    const deleted = await auditOf(school.id, "document.deleted");
    expect(deleted.map(({ targetId }) => targetId ?? "").sort()).toEqual([...ids].sort());
    expect(new Set(deleted.map(({ userId }) => userId))).toEqual(new Set([school.administrator.userId]));
    expect((await auditOf(school.id, "bulk.started")).map(({ details }) => details)).toEqual([
      { action: "trash", total: 450 },
    ]);
    const [ended, ...again] = await auditOf(school.id, "bulk.finished");
    expect([ended?.outcome, ended?.details?.["done"], again]).toEqual(["ok", 450, []]);
    await expectCounted();
  });

  test("may be killed in the middle of a batch: nothing of that one is done, and the next worker goes on", async () => {
    await stored(school.administrator, 450);
    const action = await start(school.administrator, "trash");
    await withHeldBatches(action.id, 200, async () => {
      const worker = spawn(process.execPath, [
        "--conditions=react-server",
        "--input-type=module",
        "--eval",
        `const { runBulkAction } = await import("#lib/bulk/run.ts");
         await runBulkAction("${action.id}", { lastTry: false });`,
      ]);
      const gone = new Promise((resolve) => worker.once("exit", resolve));
      await expect.poll(heldBatches, { timeout: 20_000 }).toBe(1);
      worker.kill("SIGKILL");
      await gone;
    });
    await expect.poll(heldBatches, { timeout: 20_000 }).toBe(0);
    expect(await countsOf(action.id)).toMatchObject({ state: "running", done: 200 });
    expect(await inTrash()).toHaveLength(200);
    await expectCounted();
    await finish(action.id);
    expect(await countsOf(action.id)).toMatchObject({ state: "done", total: 450, done: 450, skippedGone: 0 });
    expect(await auditOf(school.id, "document.deleted")).toHaveLength(450);
    await expectCounted();
  });

  test("that was killed holds its job, and another one is added, once it has stood still", async () => {
    await stored(school.administrator, 3);
    const action = await start(school.administrator, "trash");
    const key = `bulk:${action.id}`;
    await database().execute(sql`
      update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1 where key = ${key}`);
    await restartLostActions();
    const waiting = () =>
      database().execute(sql`select key from graphile_worker.jobs where key = ${key} and locked_at is null`);
    expect([...(await waiting())]).toEqual([]);
    const standStill = () =>
      database()
        .update(bulkActions)
        .set({ workedAt: sql`now() - interval '21 seconds'` })
        .where(eq(bulkActions.id, action.id));
    await standStill();
    await restartLostActions();
    expect([...(await waiting())]).toHaveLength(1);
    await restartLostActions();
    expect([...(await waiting())]).toHaveLength(1);
    await runJobs();
    await expect.poll(async () => (await actionRow(action.id)).state, { timeout: 20_000 }).toBe("done");
    await standStill();
    await restartLostActions();
    expect([...(await waiting())]).toEqual([]);
  });

  test("two at once do it once", async () => {
    const ids = await stored(school.administrator, 40);
    const action = await start(school.administrator, "trash");
    const all = async () => {
      while (await workBatch(action.id, 7));
    };
    await Promise.all([all(), all(), all()]);
    expect(await countsOf(action.id)).toMatchObject({ state: "done", done: 40, skippedGone: 0 });
    expect(await auditOf(school.id, "document.deleted")).toHaveLength(ids.length);
    expect(await auditOf(school.id, "bulk.finished")).toHaveLength(1);
  });

  test("gives up what fails every time, and says so", async () => {
    await stored(school.administrator, 3);
    const action = await start(school.administrator, "trash");
    const make = sql`
      create or replace function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'not today'; end $$`;
    const refuse = sql`
      create or replace trigger refuse before update on documents for each row
      when (new.school_id = ${sql.raw(`'${school.id}'`)}) execute function refuse()`;
    await asOwner(make, refuse);
    try {
      await expect(runBulkAction(action.id, { lastTry: false })).rejects.toThrow();
      expect((await actionRow(action.id)).state).toBe("queued");
      await runBulkAction(action.id, { lastTry: true });
    } finally {
      await asOwner(sql`drop trigger refuse on documents`);
    }
    expect(await countsOf(action.id)).toMatchObject({ state: "failed", done: 0 });
    expect((await auditOf(school.id, "bulk.finished")).map(({ outcome }) => outcome)).toEqual(["failed"]);
  });
});

describe("rights", () => {
  test("a teacher's own files go, and the others are left and counted", async () => {
    const own = await stored(school.teacher, 3);
    await stored(school.administrator, 2);
    const action = await start(school.teacher, "trash");
    await finish(action.id);
    expect(await countsOf(action.id)).toMatchObject({ total: 5, done: 3, skippedRights: 2, state: "done" });
    expect(await inTrash()).toEqual([...own].sort());
    const back = await start(school.teacher, "restore");
    expect(back.total).toBe(3);
    await finish(back.id);
    expect(await inTrash()).toEqual([]);
  });

  test("who may not, cannot begin: viewers nothing, registrars no purge, tokens not at all", async () => {
    const ids = await stored(school.administrator, 2);
    expect(await codeOf(start(school.viewer, "trash"))).toBe("forbidden");
    const { actor } = await school.token();
    expect(await codeOf(startBulkAction(actor, { action: "trash", of: { ids } }))).toBe("forbidden");
    await trashDocuments(school.administrator, ids);
    expect(await codeOf(start(school.registrar, "purge"))).toBe("forbidden");
    expect(await codeOf(start(school.registrar, "restore"))).toBe("ok");
  });

  test.each([
    [
      "suspended",
      (actor: Actor) =>
        database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, actor.userId)),
    ],
    [
      "demoted",
      (actor: Actor) =>
        database().update(memberships).set({ role: "teacher" }).where(eq(memberships.userId, actor.userId)),
    ],
  ])("whoever is %s in the middle has no more done in their name", async (_, lose) => {
    const registrar = await school.person("registrar");
    await stored(registrar, 20);
    const action = await start(registrar, "trash");
    await workBatch(action.id, 5);
    await lose(registrar);
    await finish(action.id);
    expect(await countsOf(action.id)).toMatchObject({ state: "stopped", stoppedBy: "rights", done: 5 });
    expect(await inTrash()).toHaveLength(5);
    const [ended] = await auditOf(school.id, "bulk.finished");
    expect([ended?.outcome, ended?.details?.["stopped_by"]]).toEqual(["denied", "rights"]);
  });

  test("nobody sees, stops, undoes or marks another's, in this school or another", async () => {
    await stored(school.administrator, 2);
    const action = await start(school.administrator, "trash");
    const foreign = await buildSchool();
    for (const other of [school.registrar, foreign.administrator]) {
      expect(await bulkOverview(other)).toEqual({ actions: [] });
      expect(await codeOf(stopBulkAction(other, action.id))).toBe("not_found");
      expect(await codeOf(undoBulkAction(other, action.id))).toBe("not_found");
    }
    await finish(action.id);
    await seeBulkActions(school.registrar, [action.id]);
    expect(await bulkSummary(school.administrator)).toEqual({ unseen: 1, running: false });
    expect(await codeOf(undoBulkAction(school.registrar, action.id))).toBe("not_found");
    await seeBulkActions(school.administrator, [action.id]);
    expect(await bulkSummary(school.administrator)).toEqual({ unseen: 0, running: false });
  });

  test("a link from one school to another cannot be stored", async () => {
    await stored(school.administrator, 1);
    const action = await start(school.administrator, "trash");
    const foreign = await buildSchool();
    const row = { schoolId: foreign.id, actionId: action.id, documentId: action.id };
    await expect(database().insert(bulkActionItems).values(row)).rejects.toThrow();
  });

  test("a person has three under way at most, and again when one has ended", async () => {
    await stored(school.administrator, 2);
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(start(school.administrator, "trash"))));
    expect(codes.toSorted()).toEqual(["ok", "ok", "ok", "too_many_bulk_actions", "too_many_bulk_actions"]);
    const { actions } = await bulkOverview(school.administrator);
    await finish(actions[0]?.id ?? "");
    await stored(school.administrator, 1, "fresh");
    expect(await codeOf(start(school.administrator, "trash", { q: "fresh" }))).toBe("ok");
  });
});

describe("stopping and undoing", () => {
  test("what is stopped ends with what is done, and that can be taken back", async () => {
    await stored(school.administrator, 20);
    const action = await start(school.administrator, "trash");
    await workBatch(action.id, 5);
    const stopped = await stopBulkAction(school.administrator, action.id);
    expect(stopped).toMatchObject({ state: "stopped", stoppedBy: "owner", done: 5, canUndo: true });
    expect(await workBatch(action.id, 5)).toBe(false);
    expect(await inTrash()).toHaveLength(5);
    const undo = await undoBulkAction(school.administrator, action.id);
    expect(undo).toMatchObject({ action: "undo", total: 5 });
    expect(await codeOf(undoBulkAction(school.administrator, action.id))).toBe("not_found");
    await finish(undo.id);
    expect(await inTrash()).toEqual([]);
    await expectCounted();
  });

  test("an undo that was stopped can be asked for again", async () => {
    await stored(school.administrator, 6);
    const action = await start(school.administrator, "trash");
    await finish(action.id);
    const first = await undoBulkAction(school.administrator, action.id);
    await workBatch(first.id, 2);
    await stopBulkAction(school.administrator, first.id);
    expect(await inTrash()).toHaveLength(4);
    const second = await undoBulkAction(school.administrator, action.id);
    await finish(second.id);
    expect(await inTrash()).toEqual([]);
    expect(await countsOf(second.id)).toMatchObject({ done: 4, skippedGone: 2 });
  });

  test("only a move to the trash that has ended can be undone", async () => {
    const ids = await stored(school.administrator, 2);
    const running = await start(school.administrator, "trash");
    expect(await codeOf(undoBulkAction(school.administrator, running.id))).toBe("not_found");
    await finish(running.id);
    const restore = await startBulkAction(school.administrator, { action: "restore", of: { ids } });
    await finish(restore.id);
    expect(await codeOf(undoBulkAction(school.administrator, restore.id))).toBe("not_found");
  });

  test("whatever others do in between, an undo restores exactly what is still in the trash from it", async () => {
    const step = fc.record({
      way: fc.constantFrom<Way>("trash", "restore", "purge", "batch", "batch", "undo"),
      at: fc.integer({ min: 0, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        school = await buildSchool();
        const { administrator } = school;
        const ids = await stored(administrator, 6);
        // Who put each document where it is: what an undo may restore is what this action put there.
        const where = new Map<string, "live" | "action" | "other" | "purged">(ids.map((id) => [id, "live"]));
        const action = await start(administrator, "trash");
        const waiting = [...ids].sort();
        const done: string[] = [];
        let undo: string | null = null;
        const ways = {
          trash: async (id: string) => {
            if (where.get(id) !== "live") return;
            await trashDocuments(administrator, [id]);
            where.set(id, "other");
          },
          restore: async (id: string) => {
            if (where.get(id) === "live" || where.get(id) === "purged") return;
            await restoreDocuments(administrator, [id]);
            where.set(id, "live");
          },
          purge: async (id: string) => {
            if (where.get(id) === "live" || where.get(id) === "purged") return;
            await purgeDocuments(administrator, [id]);
            where.set(id, "purged");
          },
          batch: async () => {
            await workBatch(undo ?? action.id, 2);
            if (undo !== null) {
              for (const id of done.splice(0, 2)) if (where.get(id) === "action") where.set(id, "live");
              return;
            }
            for (const id of waiting.splice(0, 2)) {
              if (where.get(id) !== "live") continue;
              where.set(id, "action");
              done.push(id);
            }
          },
          undo: async () => {
            if (undo !== null || done.length === 0) return;
            await stopBulkAction(administrator, action.id);
            undo = (await undoBulkAction(administrator, action.id)).id;
          },
        };
        for (const { way, at } of steps) {
          await tick();
          await ways[way](ids[at] ?? "");
        }
        while (undo === null && waiting.length > 0) await ways.batch();
        await ways.undo();
        if (undo !== null) await finish(undo);
        const expected = ids.filter((id) => where.get(id) === "other").sort();
        expect(await inTrash()).toEqual(expected);
        const gone = ids.filter((id) => where.get(id) === "purged");
        expect((await documentsOf(school.id)).map(({ id }) => id).sort()).toEqual(
          ids.filter((id) => !gone.includes(id)).sort(),
        );
        await expectCounted();
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

test("what ended a month ago is tidied away, with its items", async () => {
  await stored(school.administrator, 3);
  const old = await start(school.administrator, "trash");
  await finish(old.id);
  const undo = await undoBulkAction(school.administrator, old.id);
  await finish(undo.id);
  await database()
    .update(bulkActions)
    .set({ finishedAt: sql`now() - interval '31 days'` })
    .where(eq(bulkActions.schoolId, school.id));
  const kept = await start(school.administrator, "trash");
  await tidy();
  const { actions } = await bulkOverview(school.administrator);
  expect(actions.map(({ id }) => id)).toEqual([kept.id]);
  const items = await database()
    .select({ id: bulkActionItems.actionId })
    .from(bulkActionItems)
    .where(eq(bulkActionItems.schoolId, school.id));
  expect(new Set(items.map(({ id }) => id))).toEqual(new Set([kept.id]));
});

test("twenty thousand are fixed as one, and one batch is one of many", async () => {
  const { administrator } = school;
  await database().execute(sql`
    with made as (
      insert into objects (id, school_id, key, purpose, state, size)
      select gen_random_uuid(), ${school.id}, 'documents/' || ${school.id}::text || '/many/' || n, 'original', 'live', 1
      from generate_series(1, 20000) n returning id, key)
    insert into documents (id, school_id, filename, file_path, content_type, file_size, uploaded_by, object_id, kind, name_sort)
    select gen_random_uuid(), ${school.id}, 'many.pdf', key, 'application/pdf', 1, ${administrator.userId}, id, 'document', 'many.pdf'
    from made`);
  const action = await start(administrator, "trash");
  expect(action.total).toBe(20_000);
  expect(await workBatch(action.id)).toBe(true);
  expect(await inTrash()).toHaveLength(200);
  await stopBulkAction(administrator, action.id);
});
