import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { firstSchool, listSchools } from "#lib/auth/data.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { closeSession, moveSession } from "#lib/auth/mutations.ts";
import type { Role } from "#lib/auth/permissions.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";

const origin = localOrigin("test");

/** Somebody with a role of their own in each of two schools, signed in to the first. */
async function teacherOfTwo(role: Role = "viewer") {
  const [here, there] = [await buildSchool(), await buildSchool()];
  const actor = await here.person("teacher");
  await database().insert(memberships).values({ schoolId: there.id, userId: actor.userId, role });
  return { here, there, actor };
}

async function moved(actor: Actor, schoolId: string): Promise<Actor> {
  const after = await actorOfSession(await moveSession(actor, schoolId), origin);
  if (after === null) throw new Error("The new session does not hold.");
  return after;
}

test("a person sees the schools they belong to, and no other", async () => {
  const { here, there, actor } = await teacherOfTwo();
  const ids = (await listSchools(actor)).map(({ id }) => id);
  expect(ids.toSorted()).toEqual([here.id, there.id].toSorted());
  expect((await listSchools(here.viewer)).map(({ id }) => id)).toEqual([here.id]);
  const forged = { userId: actor.userId } as Actor;
  await expect(listSchools(forged)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("who changes to another school has its files and their role there, and the old session has ended", async () => {
  const { here, there, actor } = await teacherOfTwo();
  const [mine, theirs] = [await storeFile(actor), await storeFile(there.administrator)];
  const after = await moved(actor, there.id);
  expect(after).toMatchObject({ userId: actor.userId, schoolId: there.id, role: "viewer" });
  expect(after.can("documents:write")).toBe(false);
  expect((await listDocuments(after, { view: "live" })).items.map(({ id }) => id)).toEqual([theirs.id]);
  expect(await actorOfSession(actor.sessionId ?? "", origin)).toBeNull();
  const back = await moved(after, here.id);
  expect((await listDocuments(back, { view: "live" })).items.map(({ id }) => id)).toEqual([mine.id]);
  const trace = async (school: string, action: "session.signed_in" | "session.signed_out") =>
    (await auditOf(school, action)).filter(({ userId }) => userId === actor.userId).length;
  expect(await trace(there.id, "session.signed_in")).toBe(1);
  expect(await trace(there.id, "session.signed_out")).toBe(1);
});

test("nobody changes to a school that they do not belong to", async () => {
  const { actor } = await teacherOfTwo();
  const foreign = await buildSchool();
  await expect(moveSession(actor, foreign.id)).rejects.toMatchObject({ code: "not_found" });
  expect(await actorOfSession(actor.sessionId ?? "", origin)).not.toBeNull();
});

test("a session that has ended, or a token, leads nowhere", async () => {
  const { here, there, actor } = await teacherOfTwo();
  await closeSession(actor);
  await expect(moveSession(actor, there.id)).rejects.toMatchObject({ code: "unauthenticated" });
  const { actor: service } = await here.token();
  await expect(moveSession(service, here.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a session lasts no longer by changing schools", async () => {
  const { there, actor } = await teacherOfTwo();
  const soon = new Date(Date.now() + 3_600_000);
  await database()
    .update(sessions)
    .set({ expiresAt: soon })
    .where(eq(sessions.id, actor.sessionId ?? ""));
  const after = await moved(actor, there.id);
  const [row] = await database()
    .select()
    .from(sessions)
    .where(eq(sessions.id, after.sessionId ?? ""));
  expect(row?.expiresAt.getTime()).toBe(soon.getTime());
});

test("a session that changes schools while its person's password changes ends with the others", async () => {
  const { there, actor } = await teacherOfTwo();
  let moving: Promise<unknown> = Promise.resolve();
  let settled = false;
  await database().transaction(async (tx) => {
    // As storePassword does: the person first, then every session of theirs that is there.
    await tx.update(users).set({ passwordHash: "another" }).where(eq(users.id, actor.userId));
    moving = moveSession(actor, there.id).finally(() => {
      settled = true;
    });
    moving.catch(() => undefined);
    const waits = async () =>
      (
        await tx.execute<{ waits: boolean }>(sql`
          select exists (
            select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
          ) as waits`)
      )[0]?.waits;
    while (!settled && !(await waits())) await new Promise((go) => setImmediate(go));
    await tx.update(sessions).set({ revokedAt: sql`now()` }).where(eq(sessions.userId, actor.userId));
  });
  await expect(moving).rejects.toMatchObject({ code: "unauthenticated" });
});

test("signing in again leads to the school one worked in last", async () => {
  const { here, there, actor } = await teacherOfTwo();
  expect(await firstSchool(actor.userId)).toBe(here.id);
  await moved(actor, there.id);
  expect(await firstSchool(actor.userId)).toBe(there.id);
});
