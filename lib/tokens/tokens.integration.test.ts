import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { memberships } from "#db/schema/memberships.ts";
import { actorOfToken } from "#lib/auth/identify.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import { listDocuments } from "#lib/documents/data.ts";
import type { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { MAX_TOKENS } from "#lib/tokens/constants.ts";
import { listTokens } from "#lib/tokens/data.ts";
import { makeToken, makeTokenOnServer, revokeToken } from "#lib/tokens/mutations.ts";
import { wantedToken } from "#lib/tokens/schema.ts";
import type { WantedToken } from "#lib/tokens/types.ts";

const origin = localOrigin("test");
let school: TestSchool;
beforeEach(async () => {
  school = await buildSchool();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const wanted = (more: Partial<WantedToken> = {}): WantedToken => ({
  name: "ERP",
  permissions: ["documents:read"],
  ends: 90,
  ...more,
});
const ownId = async () => (await listTokens(school.administrator))[0]?.id ?? "";

describe("a token made in Settings", () => {
  test("opens what it was given and nothing else, and is kept as a hash", async () => {
    const secret = await makeToken(school.administrator, wanted());
    expect(secret).toMatch(/^ath_[\w-]{43}$/);
    const actor = await actorOfToken(secret, origin);
    expect([...(actor?.permissions ?? [])]).toEqual(["documents:read"]);
    expect(actor).toMatchObject({ schoolId: school.id, userName: "ERP", via: "token", platformAdmin: false });
    const [row] = await database().select().from(apiTokens).where(eq(apiTokens.schoolId, school.id));
    expect(row?.hash).toBe(secretHash(secret));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(await listTokens(school.administrator))).not.toContain(row?.hash);
  });

  test("is listed with who made it, until when it holds, and when it was used", async () => {
    const secret = await makeToken(school.administrator, wanted({ ends: 90 }));
    const before = await listTokens(school.administrator);
    expect(before).toMatchObject([
      { name: "ERP", madeBy: "Ada Admin", state: "live", endsSoon: false, lastUsedAt: null },
    ]);
    const days = (Date.parse(before[0]?.endsAt ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThanOrEqual(90);
    await actorOfToken(secret, origin);
    const [used] = await listTokens(school.administrator);
    expect(Math.abs(Date.parse(used?.lastUsedAt ?? "") - Date.now())).toBeLessThan(60_000);
  });

  test("ends with the last day that was chosen, on the school's own clock", async () => {
    await makeToken(school.administrator, wanted({ ends: "2031-06-30" }));
    // Chatham is 12:45 ahead of UTC in June: its midnight is the quarter past eleven before noon.
    expect(await listTokens(school.administrator)).toMatchObject([{ endsAt: "2031-06-30T11:15:00.000Z" }]);
    expect(await codeOf(makeToken(school.administrator, wanted({ ends: "2020-01-01" })))).toBe(
      "invalid_request",
    );
  });

  test("is refused from the next request on once it is revoked, and cannot be revoked twice", async () => {
    const secret = await makeToken(school.administrator, wanted());
    const held = await actorOfToken(secret, origin);
    expect(held).not.toBeNull();
    await revokeToken(school.administrator, await ownId());
    expect(await actorOfToken(secret, origin)).toBeNull();
    expect(await listTokens(school.administrator)).toMatchObject([{ state: "revoked" }]);
    expect(await codeOf(revokeToken(school.administrator, await ownId()))).toBe("not_found");
  });

  test("is over once it has expired", async () => {
    const secret = await makeToken(school.administrator, wanted({ ends: 30 }));
    await database()
      .update(apiTokens)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(apiTokens.schoolId, school.id));
    expect(await actorOfToken(secret, origin)).toBeNull();
    expect(await listTokens(school.administrator)).toMatchObject([{ state: "expired", endsSoon: false }]);
  });

  test("leaves a trace of its making and its end, with who did it and never with the token", async () => {
    const secret = await makeToken(school.administrator, wanted({ ends: null }));
    await revokeToken(school.administrator, await ownId());
    const events = (await auditOf(school.id)).filter(({ action }) => action.startsWith("token."));
    expect(events).toMatchObject([
      {
        action: "token.created",
        userId: school.administrator.userId,
        details: { name: "ERP", permissions: "documents:read", ends: null },
      },
      { action: "token.revoked", userId: school.administrator.userId, details: { name: "ERP" } },
    ]);
    expect(JSON.stringify(events)).not.toContain(secret.slice(4));
  });
});

describe("who makes and revokes tokens", () => {
  test("administrators alone: no other role, and no token, whatever it may do", async () => {
    await makeToken(school.administrator, wanted());
    const id = await ownId();
    const { actor: program } = await school.token();
    for (const actor of [school.registrar, school.teacher, school.viewer]) {
      expect(await codeOf(makeToken(actor, wanted()))).toBe("forbidden");
      expect(await codeOf(revokeToken(actor, id))).toBe("forbidden");
      expect(await codeOf(listTokens(actor))).toBe("forbidden");
    }
    expect(await codeOf(makeToken(program, wanted()))).toBe("forbidden");
    expect(await codeOf(revokeToken(program, id))).toBe("forbidden");
    expect(await listTokens(school.administrator)).toMatchObject([{ madeBy: null }, { state: "live" }]);
  });

  test("of their own school: another's tokens do not exist", async () => {
    const other = await buildSchool();
    const secret = await makeToken(other.administrator, wanted({ name: "Other" }));
    const [theirs] = await listTokens(other.administrator);
    expect(await listTokens(school.administrator)).toEqual([]);
    expect(await codeOf(revokeToken(school.administrator, theirs?.id ?? ""))).toBe("not_found");
    const actor = await actorOfToken(secret, origin);
    expect(actor?.schoolId).toBe(other.id);
    expect((await listDocuments(actor as NonNullable<typeof actor>, { view: "live" })).items).toEqual([]);
  });

  test("nobody who was demoted meanwhile", async () => {
    const stale = await school.person("administrator");
    await database().update(memberships).set({ role: "teacher" }).where(eq(memberships.userId, stale.userId));
    expect(await codeOf(makeToken(stale, wanted()))).toBe("forbidden");
    expect(await listTokens(school.administrator)).toEqual([]);
  });

  test("not more at a time than a school may have; those that are over do not count", async () => {
    const one = {
      schoolId: school.id,
      name: "Many",
      permissions: ["documents:read"],
      expiresAt: null,
    } as const;
    for (let made = 0; made < MAX_TOKENS; made += 1) await makeTokenOnServer(origin, one);
    expect(await codeOf(makeToken(school.administrator, wanted()))).toBe("too_many_tokens");
    await revokeToken(school.administrator, await ownId());
    const both = [makeToken(school.administrator, wanted()), makeToken(school.administrator, wanted())];
    expect((await Promise.all(both.map(codeOf))).toSorted()).toEqual(["ok", "too_many_tokens"]);
  });
});

test("nothing is taken that no operation of the API asks for, nor a day that there is not", () => {
  const fits = (more: object) => wantedToken.safeParse({ ...wanted(), ...more }).success;
  expect(fits({})).toBe(true);
  expect(fits({ ends: null })).toBe(true);
  expect(fits({ ends: "2031-02-28" })).toBe(true);
  for (const wrong of [
    { permissions: ["members:manage"] },
    { permissions: ["everything"] },
    { permissions: [] },
    { ends: "2031-02-30" },
    { ends: 36_500 },
    { ends: undefined },
    { name: " " },
    { name: "a\u0000b" },
    { schoolId: "other" },
  ]) {
    expect({ wrong, fits: fits(wrong) }).toEqual({ wrong, fits: false });
  }
});
