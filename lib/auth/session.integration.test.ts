import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { memberships } from "#db/schema/memberships.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { actorOfSession, actorOfToken } from "#lib/auth/identify.ts";
import { closeSession, storePassword } from "#lib/auth/mutations.ts";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";
import { PERMISSIONS } from "#lib/auth/permissions.ts";
import { takeApiToken } from "#lib/auth/rate-limit.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";

const origin = localOrigin("test");
let school: TestSchool;
let actor: Actor;
beforeEach(async () => {
  school = await buildSchool();
  actor = school.teacher;
});

const again = (who: Actor = actor) => actorOfSession(who.sessionId ?? "", origin);
const changeSession = (values: object, who: Actor = actor) =>
  database()
    .update(sessions)
    .set(values)
    .where(eq(sessions.id, who.sessionId ?? ""));

describe("a session ends on the next request", () => {
  test("when its person signs out", async () => {
    await closeSession(actor);
    expect(await again()).toBeNull();
    const [event] = await auditOf(school.id, "session.signed_out");
    expect(event).toMatchObject({ userId: actor.userId, sessionId: actor.sessionId });
  });

  test("when it is over", async () => {
    await changeSession({ expiresAt: sql`now() - interval '1 second'` });
    expect(await again()).toBeNull();
  });

  test("when nobody has used it for half a day, and not before", async () => {
    await changeSession({ lastSeenAt: sql`now() - interval '11 hours 59 minutes'` });
    expect(await again()).not.toBeNull();
    await changeSession({ lastSeenAt: sql`now() - interval '12 hours 1 second'` });
    expect(await again()).toBeNull();
  });

  test("when its person is suspended", async () => {
    await database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, actor.userId));
    expect(await again()).toBeNull();
  });

  test("when its person leaves the school", async () => {
    await database().delete(memberships).where(eq(memberships.userId, actor.userId));
    expect(await again()).toBeNull();
  });

  test("when the password is changed elsewhere, while the one that changed it goes on", async () => {
    const elsewhere = await signedIn(actor.userId, school.id);
    const hash = await hashPassword("a new long password", []);
    await storePassword(elsewhere, hash, await findPasswordHash(actor.userId));
    expect([await again(), (await again(elsewhere))?.userId]).toEqual([null, actor.userId]);
    expect((await again(school.viewer))?.userId).toBe(school.viewer.userId);
    expect(await findPasswordHash(actor.userId)).toBe(hash);
    expect(await passwordFits(hash, "a new long password")).toBe(true);
    const [event] = await auditOf(school.id, "password.changed");
    expect(event).toMatchObject({ userId: actor.userId, targetId: actor.userId });
    expect(JSON.stringify(event)).not.toContain("argon2");
  });

  test("but not when another password has come in the place of the one that was shown for it", async () => {
    const [shown, link] = [await findPasswordHash(actor.userId), await hashPassword("by a link, later", [])];
    await database().update(users).set({ passwordHash: link }).where(eq(users.id, actor.userId));
    await expect(storePassword(actor, "a thief's", shown)).rejects.toMatchObject({ code: "wrong_password" });
    expect(await findPasswordHash(actor.userId)).toBe(link);
    expect(await auditOf(school.id, "password.changed")).toEqual([]);
  });

  test("and lasts seven days at most", async () => {
    const [row] = await database()
      .select()
      .from(sessions)
      .where(eq(sessions.id, actor.sessionId ?? ""));
    const days = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect([days > 6.99, days <= 7]).toEqual([true, true]);
  });
});

test("using a session keeps it alive", async () => {
  await changeSession({ lastSeenAt: sql`now() - interval '6 hours'` });
  await again();
  const [row] = await database()
    .select()
    .from(sessions)
    .where(eq(sessions.id, actor.sessionId ?? ""));
  expect(Date.now() - (row?.lastSeenAt.getTime() ?? 0)).toBeLessThan(60_000);
});

test("using a session does not make it last longer than its seven days", async () => {
  const ends = new Date(Date.now() + 60_000);
  await changeSession({ expiresAt: ends, lastSeenAt: sql`now() - interval '11 hours'` });
  await again();
  const [row] = await database()
    .select()
    .from(sessions)
    .where(eq(sessions.id, actor.sessionId ?? ""));
  expect(row?.expiresAt).toEqual(ends);
  await changeSession({ expiresAt: sql`now() - interval '1 second'` });
  expect(await again()).toBeNull();
});

test("a change of role bites on the next request", async () => {
  expect(actor.can("documents:write")).toBe(true);
  await database().update(memberships).set({ role: "viewer" }).where(eq(memberships.userId, actor.userId));
  const now = await again();
  expect([now?.role, now?.can("documents:write")]).toEqual(["viewer", false]);
  await database()
    .update(memberships)
    .set({ role: "administrator" })
    .where(eq(memberships.userId, actor.userId));
  expect((await again())?.can("trash:purge")).toBe(true);
});

test.each(["", "x", "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000", "' or true --", "\0"])(
  "%j is nobody's session",
  async (id) => expect(await actorOfSession(id, origin)).toBeNull(),
);

test("an actor cannot be given more rights after it was made", () => {
  expect(() => Object.assign(actor, { schoolId: "other" })).toThrow(TypeError);
  expect(() => Object.assign(actor, { permissions: new Set(PERMISSIONS) })).toThrow(TypeError);
  expect(actor.can("trash:purge")).toBe(false);
});

describe("a token of the API", () => {
  const row = async (hash: object) =>
    database().update(apiTokens).set(hash).where(eq(apiTokens.schoolId, school.id));

  test("acts as an account of its own with what it was given", async () => {
    const { actor: erp, token } = await school.token("documents:read");
    expect(erp).toMatchObject({ schoolId: school.id, via: "token", sessionId: null, userEmail: null });
    expect([...erp.permissions]).toEqual(["documents:read"]);
    expect(token).toMatch(/^ath_[A-Za-z0-9_-]{43}$/);
    const [event] = await auditOf(school.id, "token.created");
    expect(event?.targetId).toBe(erp.tokenId);
  });

  test("is stored as a hash alone", async () => {
    const { token } = await school.token();
    const tables = await database().execute(sql`
      select (select string_agg(t::text, ' ') from api_tokens t)
        || (select string_agg(a::text, ' ') from audit_events a where a.school_id = ${school.id}) as everything`);
    expect(JSON.stringify(tables)).not.toContain(token.slice(4));
  });

  test.each([
    ["revoked", { revokedAt: sql`now()` }],
    ["over", { expiresAt: sql`now() - interval '1 second'` }],
  ])("that is %s is nobody's", async (_name, change) => {
    const { token } = await school.token();
    expect(await actorOfToken(token, origin)).not.toBeNull();
    await row(change);
    expect(await actorOfToken(token, origin)).toBeNull();
  });

  test("ends with its account, and never has more than its account", async () => {
    const { actor: erp, token } = await school.token("documents:read", "trash:purge");
    await database().update(memberships).set({ role: "viewer" }).where(eq(memberships.userId, erp.userId));
    expect([...((await actorOfToken(token, origin))?.permissions ?? [])]).toEqual(["documents:read"]);
    await database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, erp.userId));
    expect(await actorOfToken(token, origin)).toBeNull();
  });

  test("that was made up, cut or asked for by its hash is nobody's", async () => {
    const { token } = await school.token();
    const [stored] = await database().select().from(apiTokens).where(eq(apiTokens.schoolId, school.id));
    for (const forged of [
      "",
      "ath_",
      token.slice(0, -1),
      token.slice(4),
      token.toUpperCase(),
      stored?.hash ?? "",
      `ath_${stored?.hash}`,
    ]) {
      expect(await actorOfToken(forged, origin)).toBeNull();
    }
  });

  test("may ask 1,200 times a minute, counted for itself", async () => {
    const { actor: erp } = await school.token();
    const { actor: other } = await school.token();
    await database().execute(sql`
      insert into rate_limits (key, count, resets_at)
      values (${`api:${erp.tokenId}`}, 1198, now() + interval '30 seconds')`);
    const answers = [await takeApiToken(erp), await takeApiToken(erp), await takeApiToken(erp)];
    expect(answers.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
    expect(answers[0]).toMatchObject({ limit: 1200, resetSeconds: expect.any(Number) });
    expect((await takeApiToken(other)).allowed).toBe(true);
  });
});

test("a denial names who was denied what, and where", async () => {
  const session = await again(school.viewer);
  if (session === null) throw new Error("It is over.");
  const [id = ""] = await insertDocuments(school.teacher, [{ filename: "a.pdf" }]);
  await expect(trashDocuments(session, [id])).rejects.toMatchObject({ code: "forbidden" });
  const [event] = await auditOf(school.id, "access.denied");
  expect(event).toMatchObject({
    userId: session.userId,
    sessionId: session.sessionId,
    outcome: "denied",
    targetType: "document",
    targetId: id,
    details: { permission: "documents:delete" },
  });
});
