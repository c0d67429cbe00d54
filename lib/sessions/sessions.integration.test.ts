import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import type { AppError } from "#lib/errors.ts";
import { listSessions } from "#lib/sessions/data.ts";
import { endOtherSessions, endSession } from "#lib/sessions/mutations.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";

let school: TestSchool;
let here: Actor;
let there: Actor;
beforeEach(async () => {
  school = await buildSchool();
  here = school.teacher;
  there = await signedIn(here.userId, school.id);
});

const opens = async (actor: Actor) => (await actorOfSession(actor.sessionId ?? "", actor.origin)) !== null;
const idOf = (actor: Actor) => actor.sessionId ?? "";
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );

test("a person sees where they are signed in, this browser first, and what has ended no more", async () => {
  const over = await signedIn(here.userId, school.id);
  const idle = await signedIn(here.userId, school.id);
  const set = (actor: Actor, values: object) =>
    database()
      .update(sessions)
      .set(values)
      .where(eq(sessions.id, idOf(actor)));
  await set(over, { expiresAt: sql`now() - interval '1 second'` });
  await set(idle, { lastSeenAt: sql`now() - interval '13 hours'` });
  await set(there, { userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0" });
  const list = await listSessions(here);
  expect(list.map(({ id, isOwn }) => ({ id, isOwn }))).toEqual([
    { id: idOf(here), isOwn: true },
    { id: idOf(there), isOwn: false },
  ]);
  expect(list[1]).toMatchObject({ browser: "Firefox", system: "Linux", schoolName: here.schoolName });
});

test("a session that is ended elsewhere opens nothing from the next request on, and leaves its trace", async () => {
  await endSession(here, idOf(there));
  expect(await opens(there)).toBe(false);
  expect(await opens(here)).toBe(true);
  const events = await auditOf(school.id, "session.ended");
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ userId: here.userId, sessionId: idOf(here), targetId: idOf(there) });
  expect(await codeOf(endSession(here, idOf(there)))).toBe("not_found");
  expect(await auditOf(school.id, "session.ended")).toHaveLength(1);
});

test("all others end at once, in every school of the person's", async () => {
  const second = await buildSchool();
  await database().insert(memberships).values({ schoolId: second.id, userId: here.userId, role: "viewer" });
  const elsewhere = await signedIn(here.userId, second.id);
  expect((await listSessions(here)).map(({ schoolName }) => schoolName)).toContain(elsewhere.schoolName);
  expect(await endOtherSessions(here)).toBe(2);
  expect(await opens(here)).toBe(true);
  expect(await opens(there)).toBe(false);
  expect(await opens(elsewhere)).toBe(false);
  // Each school's trail has what happened to its own.
  expect(await auditOf(second.id, "session.ended")).toMatchObject([{ targetId: idOf(elsewhere) }]);
  expect(await endOtherSessions(here)).toBe(0);
});

describe("is refused, and changes nothing", () => {
  test("another person's session, of this school or another, even by an administrator", async () => {
    const foreign = (await buildSchool()).viewer;
    for (const [actor, target] of [
      [here, school.registrar],
      [school.administrator, here],
      [here, foreign],
    ] as const) {
      expect(await codeOf(endSession(actor, idOf(target)))).toBe("not_found");
      expect(await opens(target)).toBe(true);
    }
    const shown = await listSessions(school.administrator);
    expect(shown.map(({ id }) => id)).toEqual([idOf(school.administrator)]);
  });

  test("this browser's own, for which there is signing out", async () => {
    expect(await codeOf(endSession(here, idOf(here)))).toBe("not_found");
    expect(await opens(here)).toBe(true);
  });

  test("by a token, and by what is no actor", async () => {
    const { actor } = await school.token();
    expect(await codeOf(listSessions(actor))).toBe("forbidden");
    expect(await codeOf(endOtherSessions(actor))).toBe("forbidden");
    const forged = Object.create(here) as Actor;
    expect(await codeOf(listSessions(forged))).toBe("unauthenticated");
    expect(await codeOf(endOtherSessions(forged))).toBe("unauthenticated");
    expect(await opens(there)).toBe(true);
  });
});
