import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { objects } from "#db/schema/objects.ts";
import { profileImages } from "#db/schema/profile-images.ts";
import { reconcileFindings } from "#db/schema/reconcile-findings.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findDrift } from "#lib/documents/recount.mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { confirmPicture } from "#lib/profiles/confirm.ts";
import { ownPicture, picturesOf } from "#lib/profiles/data.ts";
import { removePicture } from "#lib/profiles/mutations.ts";
import { requestPicture } from "#lib/profiles/request.ts";
import { sweepPictures } from "#lib/profiles/sweep.ts";
import { beginRun } from "#lib/reconcile/run.mutations.ts";
import { workOn } from "#lib/reconcile/run.ts";
import { forceIntoBucket, listBucket, readBucket } from "#lib/testing/bucket.ts";
import { ownInstallation, withSettings } from "#lib/testing/installation.ts";
import { runJobs } from "#lib/testing/jobs.ts";
import { cameraPicture, portrait } from "#lib/testing/portraits.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pngFile, sha256Of } from "#lib/testing/sample-files.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { sendTicket, withMethod } from "#lib/testing/upload.ts";
import { flushUsage } from "#lib/usage/flush.mutations.ts";

// It waits for jobs, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let end: () => Promise<void>;
let school: TestSchool;
beforeAll(async () => {
  end = await ownInstallation();
  school = await buildSchool();
});
afterAll(() => end?.());

const folder = ({ userId }: Actor) => `profiles/${userId}/`;
const inBucket = async (actor: Actor) => [...(await listBucket(folder(actor))).keys()];

async function ask(actor: Actor, bytes: Uint8Array) {
  return requestPicture(actor, { size: bytes.length, sha256: sha256Of(bytes) });
}

/** A picture all the way, as a browser takes it. */
async function set(actor: Actor, bytes: Uint8Array): Promise<string> {
  const ticket = await ask(actor, bytes);
  expect(await sendTicket(ticket, bytes)).toBeLessThan(300);
  await confirmPicture(actor, ticket.uploadId);
  return ticket.uploadId;
}

/** Moves time on: no signature is good any more, and every delete is due. */
async function later(): Promise<void> {
  const db = database();
  const past = sql`now() - interval '2 days'`;
  await db.update(objects).set({ signedUntil: past }).where(eq(objects.purpose, "avatar"));
  await db
    .update(profileImages)
    .set({ signedUntil: past, createdAt: past })
    .where(eq(profileImages.state, "pending"));
  await db.execute(sql`
    update graphile_worker._private_jobs set run_at = now() - interval '1 second' where locked_at is null`);
}

async function rows() {
  return database()
    .select({ key: objects.key, state: objects.state, schoolId: objects.schoolId })
    .from(objects)
    .where(eq(objects.purpose, "avatar"));
}

async function findings() {
  return withSettings({ RECONCILE_GRACE_HOURS: 0 }, async () => {
    const asked = { origin: "command" as const, hashes: "none" as const, job: false };
    const { run } = await beginRun({ origin: localOrigin("test") }, asked);
    await workOn(run.id, {});
    const found = await database()
      .select()
      .from(reconcileFindings)
      .where(eq(reconcileFindings.runId, run.id))
      .orderBy(reconcileFindings.id);
    return found.map(({ sort, key, kind }) => [sort, key ?? kind]);
  });
}

test.each(["post", "put"] as const)(
  "a picture by %s is shown, replaced and removed, and nothing is left",
  async (way) => {
    const actor = await school.person("teacher");
    await withMethod(way, async () => {
      expect(await ownPicture(actor)).toBeNull();
      const first = await portrait(64, 20);
      await set(actor, first);
      const url = (await ownPicture(actor)) ?? "";
      const answer = await fetch(url);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(first);
      const [key = ""] = await inBucket(actor);
      expect(key).toMatch(new RegExp(`^${folder(actor)}avatar_[0-9a-f-]{36}\\.jpg$`));

      const second = await portrait(128, 200);
      await set(actor, second);
      await later();
      await runJobs();
      expect(await readBucket(key)).toBeNull();
      expect(await inBucket(actor)).toHaveLength(1);
      expect(Buffer.from(await (await fetch((await ownPicture(actor)) ?? "")).arrayBuffer())).toEqual(second);

      await removePicture(actor);
      await removePicture(actor);
      expect(await ownPicture(actor)).toBeNull();
      await later();
      await runJobs();
      expect(await inBucket(actor)).toEqual([]);
    });
    const own = (await auditOf(school.id)).filter(({ userId }) => userId === actor.userId);
    expect(own.map(({ action }) => action).filter((action) => action.startsWith("picture."))).toEqual([
      "picture.requested",
      "picture.set",
      "picture.requested",
      "picture.set",
      "picture.removed",
    ]);
  },
);

test("it is seen by the people of the person's schools, in each of them, and by nobody else", async () => {
  const other = await buildSchool();
  const stranger = await buildSchool();
  const person = await school.person("viewer");
  await database().insert(memberships).values({ schoolId: other.id, userId: person.userId, role: "teacher" });
  await set(person, await portrait());
  const seen = async (actor: Actor) => Object.keys(await picturesOf(actor, [person.userId, randomUUID()]));
  expect(await seen(school.viewer)).toEqual([person.userId]);
  expect(await seen(other.teacher)).toEqual([person.userId]);
  expect(await seen(await signedIn(person.userId, other.id))).toEqual([person.userId]);
  expect(await seen(stranger.administrator)).toEqual([]);
  expect(await picturesOf(stranger.administrator, [])).toEqual({});
  const { actor: token } = await school.token();
  await expect(picturesOf(token, [person.userId])).rejects.toMatchObject({ code: "forbidden" });
  await expect(ask(token, await portrait())).rejects.toMatchObject({ code: "forbidden" });
  // No school's objects: none of them could be told apart from another's.
  expect((await rows()).map(({ schoolId }) => schoolId)).not.toContain(expect.any(String));
  await expect(
    database().insert(objects).values({ key: "profiles/x", purpose: "avatar", size: 1, schoolId: school.id }),
  ).rejects.toThrow();
});

test("a picture is confirmed by whose it is alone, and only once it has arrived", async () => {
  const bytes = await portrait();
  const ticket = await ask(school.teacher, bytes);
  await expect(confirmPicture(school.teacher, ticket.uploadId)).rejects.toMatchObject({
    code: "upload_not_arrived",
  });
  await sendTicket(ticket, bytes);
  await expect(confirmPicture(school.viewer, ticket.uploadId)).rejects.toMatchObject({
    code: "upload_closed",
  });
  await Promise.all([1, 2, 3].map(() => confirmPicture(school.teacher, ticket.uploadId)));
  await confirmPicture(school.teacher, ticket.uploadId);
  expect(await ownPicture(school.teacher)).not.toBeNull();
});

test("what is no square JPEG of 512 pixels at most, or carries EXIF, is refused by its code and removed", async () => {
  const actor = await school.person("registrar");
  await set(actor, await portrait(96));
  const before = await inBucket(actor);
  const wrong: [Buffer, string][] = [
    [await cameraPicture({ width: 64, height: 64 }, 6), "picture_has_metadata"],
    [await cameraPicture({ width: 80, height: 64 }, 1), "picture_not_square"],
    [await portrait(513), "picture_too_large"],
    [pngFile(), "content_mismatch"],
    [(await portrait()).subarray(0, 200), "file_cut_short"],
  ];
  for (const [bytes, code] of wrong) {
    const ticket = await ask(actor, bytes);
    expect(await sendTicket(ticket, bytes)).toBeLessThan(300);
    await expect(confirmPicture(actor, ticket.uploadId)).rejects.toMatchObject({ code });
    await expect(confirmPicture(actor, ticket.uploadId)).rejects.toMatchObject({ code: "upload_closed" });
  }
  await later();
  await runJobs();
  expect(await inBucket(actor)).toEqual(before);
  expect(await ownPicture(actor)).not.toBeNull();
  const huge = { size: 600_000, sha256: "0".repeat(64) };
  await expect(requestPicture(actor, huge)).rejects.toMatchObject({ code: "file_too_large" });
  await expect(requestPicture(actor, { ...huge, size: 0 })).rejects.toMatchObject({ code: "empty_file" });
});

test("bytes that are not those that were signed are refused", async () => {
  const actor = await school.person("teacher");
  const signed = await portrait();
  const forged = Buffer.from(signed);
  // In a table of its quantisation: still a JPEG, and another picture.
  forged[60] = (forged[60] ?? 0) ^ 1;
  const ticket = await ask(actor, signed);
  const [pending] = (await rows()).filter(({ key }) => key.startsWith(folder(actor)));
  await forceIntoBucket(pending?.key ?? "", forged, "image/jpeg");
  await expect(confirmPicture(actor, ticket.uploadId)).rejects.toMatchObject({ code: "checksum_mismatch" });
});

test("the sweep shows what arrived and nobody confirmed, and gives up the rest", async () => {
  const [sent, given] = [await school.person("teacher"), await school.person("teacher")];
  const bytes = await portrait();
  await sendTicket(await ask(sent, bytes), bytes);
  await ask(given, bytes);
  await sweepPictures();
  expect(await ownPicture(sent)).toBeNull();
  await later();
  await sweepPictures();
  expect([await ownPicture(sent), await ownPicture(given)]).toEqual([expect.any(String), null]);
  await runJobs();
  const left = await rows();
  expect(left.filter(({ key }) => key.startsWith(folder(given)))).toEqual([]);
  expect(left.filter(({ key }) => key.startsWith(folder(sent)))).toMatchObject([{ state: "live" }]);
});

test("of two that are chosen at once the last one counts", async () => {
  const actor = await school.person("teacher");
  const [first, second] = [await portrait(64, 10), await portrait(64, 250)];
  const [before, after] = [await ask(actor, first), await ask(actor, second)];
  await sendTicket(before, first);
  await sendTicket(after, second);
  await expect(confirmPicture(actor, before.uploadId)).rejects.toMatchObject({ code: "upload_closed" });
  await confirmPicture(actor, after.uploadId);
  await later();
  await runJobs();
  expect(await inBucket(actor)).toHaveLength(1);
});

test("what the bucket holds of them is counted, beside the schools, and reconciling finds no fault", async () => {
  const actor = await school.person("viewer");
  const bytes = await portrait(256);
  await set(actor, bytes);
  await later();
  await runJobs();
  await flushUsage();
  const held = (await rows()).filter(({ state }) => state === "live").length;
  const [totals] = await database()
    .select()
    .from(storageTotals)
    .where(and(sql`school_id is null`, eq(storageTotals.kind, "profile")));
  expect(totals).toMatchObject({ storedObjects: held, bytes: 0, objects: 0 });
  const days = await database()
    .select()
    .from(usageDaily)
    .where(and(sql`school_id is null`, eq(usageDaily.kind, "profile")));
  expect(days.map(({ endBytes }) => endBytes).at(-1)).toBe(totals?.storedBytes);
  expect(days.reduce((sum, { classA }) => sum + classA, 0)).toBeGreaterThanOrEqual(held);
  expect(await findDrift(null)).toEqual([]);
  expect(await findings()).toEqual([]);

  await database().update(storageTotals).set({ storedBytes: 1 }).where(sql`school_id is null`);
  const [key = ""] = await inBucket(actor);
  await forceIntoBucket(key, Buffer.from("short"), "image/jpeg");
  expect(await findings()).toEqual([
    ["copy_wrong", key],
    ["totals_drift", "profile"],
  ]);
});
