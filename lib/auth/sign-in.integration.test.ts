import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { memberships } from "#db/schema/memberships.ts";
import { rateLimits } from "#db/schema/rate-limits.ts";
import { users } from "#db/schema/users.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { limitedAddress } from "#lib/auth/limited-address.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { countSignIn, forgiveSignIn } from "#lib/auth/rate-limit.ts";
import { signIn as signInOrAsk } from "#lib/auth/sign-in.ts";
import { localOrigin, type RequestOrigin } from "#lib/http/origin.ts";
import { openOrAsk } from "#lib/second-factor/open.mutations.ts";
import { buildSchool, insertPerson, opened, type TestSchool } from "#lib/testing/school.ts";

const PASSWORD = "correct horse battery";
let school: TestSchool;
let passwordHash: string;
beforeAll(async () => {
  school = await buildSchool();
  passwordHash = await hashPassword(PASSWORD, []);
});
afterEach(() => void vi.useRealTimers());

/** A browser in a network of its own, so that limits by address do not meet. */
let last = 0;
const browser = (): RequestOrigin => ({
  ...localOrigin("Browser"),
  ip: `2001:db8:${randomUUID().slice(0, 4)}:${((last += 1)).toString(16)}::1`,
});

async function member(): Promise<{ id: string; email: string }> {
  const person = await insertPerson(passwordHash);
  await database().insert(memberships).values({ schoolId: school.id, userId: person.id, role: "teacher" });
  return person;
}

/** As people without a second step sign in. */
const signIn = (...given: Parameters<typeof signInOrAsk>) => opened(signInOrAsk(...given));

const WRONG = { code: "invalid_credentials" };
const failure = (work: Promise<unknown>) =>
  work.then(
    () => "let in",
    (error: { code: string; message: string; details: object }) => ({ ...error.details, code: error.code }),
  );
const traces = (requestId: string) =>
  database().select().from(auditEvents).where(eq(auditEvents.requestId, requestId));

describe("signing in", () => {
  test("opens a session with the right password, whatever the case of the e-mail", async () => {
    const { id, email } = await member();
    const origin = browser();
    const sessionId = await signIn(` ${email.toUpperCase()} `, PASSWORD, origin);
    const actor = await actorOfSession(sessionId, origin);
    expect(actor).toMatchObject({ userId: id, schoolId: school.id, role: "teacher", via: "session" });
    const events = await traces(origin.requestId);
    expect(events.map((event) => [event.action, event.outcome, event.userId, event.ip])).toEqual([
      ["session.signed_in", "ok", id, origin.ip],
    ]);
  });

  test("ends the session that the browser had before, whosever it was", async () => {
    const [one, other] = [await member(), await member()];
    const origin = browser();
    const first = await signIn(one.email, PASSWORD, origin);
    const before = await actorOfSession(first, origin);
    await failure(signIn(other.email, "a wrong password", origin, before));
    expect(await actorOfSession(first, origin)).not.toBeNull();
    const second = await signIn(other.email, PASSWORD, origin, before);
    expect(await actorOfSession(first, origin)).toBeNull();
    expect((await actorOfSession(second, origin))?.userId).toBe(other.id);
  });

  test("opens nothing when the password is changed or the person suspended meanwhile", async () => {
    const { id } = await member();
    const open = (hash: string) =>
      failure(openOrAsk({ userId: id, passwordHash: hash }, browser(), { factor: "password", mfa: false }));
    expect(await open("the hash before")).toEqual(WRONG);
    expect(await open(passwordHash)).toBe("let in");
    await database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, id));
    expect(await open(passwordHash)).toEqual(WRONG);
  });

  test("answers a wrong password, an unknown account and a suspended one alike", async () => {
    const known = await member();
    const suspended = await member();
    await database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, suspended.id));
    const origin = browser();
    const answers = [
      await failure(signIn(known.email, "a wrong password", origin)),
      await failure(signIn("nobody@example.org", PASSWORD, origin)),
      await failure(signIn(suspended.email, PASSWORD, origin)),
      await failure(signIn("no\0body@example.org", PASSWORD, origin)),
    ];
    expect(answers).toEqual([WRONG, WRONG, WRONG, WRONG]);
    const events = await traces(origin.requestId);
    expect(events.map((event) => event.outcome)).toEqual(Array(4).fill("denied"));
    expect(inspect(events)).not.toMatch(/wrong password|example\.org/);
  });

  // By the time of the processor, of all threads: that of the clock says more of what else the machine does.
  test("takes about as much work for an unknown account as for a wrong password", async () => {
    const { email } = await member();
    const least = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    for (let n = 0; n < 8; n += 1) {
      for (const [name, who] of [
        ["known", email],
        ["unknown", "nobody@example.org"],
      ] as const) {
        const from = process.cpuUsage();
        await failure(signIn(who, "a wrong password", browser()));
        const { user, system } = process.cpuUsage(from);
        least[name] = Math.min(least[name], user + system);
      }
    }
    const ratio = least.unknown / least.known;
    expect([ratio > 0.4, ratio < 2.5]).toEqual([true, true]);
  });

  test("is refused to a person of no school, who knows their password", async () => {
    const { email } = await insertPerson(passwordHash);
    expect(await failure(signIn(email, PASSWORD, browser()))).toEqual({ code: "school_required" });
  });

  test("is refused to an account without a password", async () => {
    const { email } = await insertPerson(null);
    expect(await failure(signIn(email, "", browser()))).toEqual({ code: "invalid_credentials" });
  });
});

describe("guessing passwords", () => {
  test("ends after ten attempts from one address, for that account and address alone", async () => {
    const { email } = await member();
    const origin = browser();
    const answers = [];
    for (let n = 0; n < 12; n += 1) answers.push(await failure(signIn(email, "a wrong password", origin)));
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => WRONG));
    expect(answers[10]).toMatchObject({ code: "rate_limited", seconds: expect.any(Number) });
    expect(await failure(signIn(email, PASSWORD, origin))).toMatchObject({ code: "rate_limited" });
    expect(await failure(signIn(email, PASSWORD, browser()))).toBe("let in");
    const other = await member();
    expect(await failure(signIn(other.email, PASSWORD, origin))).toBe("let in");
    const events = await traces(origin.requestId);
    // The first that was too many, and not those after it: whoever tries on would fill the audit.
    expect(events.filter((event) => event.details?.["reason"] === "rate_limited")).toHaveLength(1);
    expect(events.filter((event) => event.details?.["reason"] === "invalid_credentials")).toHaveLength(10);
  });

  test("cannot be sped up by asking many times at once", async () => {
    const { email } = await member();
    const origin = browser();
    const answers = await Promise.all(Array.from({ length: 25 }, () => failure(countSignIn(email, origin))));
    expect(answers.filter((answer) => answer === "let in")).toHaveLength(10);
  });

  test("from many addresses ends at a hundred for one account", async () => {
    const email = `${randomUUID()}@example.org`;
    const answers = [];
    for (let n = 0; n < 101; n += 1) answers.push(await failure(countSignIn(email, browser())));
    expect(answers.slice(0, 100)).toEqual(Array(100).fill("let in"));
    expect(answers[100]).toMatchObject({ code: "rate_limited" });
  });

  test("from one address does not lock the account's owner out elsewhere", async () => {
    const { email } = await member();
    const attacker = browser();
    for (let n = 0; n < 120; n += 1) await failure(countSignIn(email, attacker));
    expect(await failure(signIn(email, PASSWORD, browser()))).toBe("let in");
  });

  test("gains nothing from the many addresses of one IPv6 network", async () => {
    const { email } = await member();
    const origin = browser();
    const neighbours = Array.from({ length: 12 }, (_, n) => ({
      ...origin,
      ip: origin.ip?.replace(/1$/, `${n + 1}`) ?? null,
    }));
    const answers = [];
    for (const each of neighbours) answers.push(await failure(countSignIn(email, each)));
    expect(answers.filter((answer) => answer === "let in")).toHaveLength(10);
  });

  test("does not keep a school of many people out that shares one address", async () => {
    const origin = browser();
    for (let n = 0; n < 210; n += 1) {
      const email = `${randomUUID()}@x.org`;
      expect(await failure(countSignIn(email, origin))).toBe("let in");
      await forgiveSignIn(email, origin);
    }
  });

  test("at many accounts ends at two hundred for one address", async () => {
    const origin = browser();
    const answers = [];
    for (let n = 0; n < 201; n += 1)
      answers.push(await failure(countSignIn(`${randomUUID()}@x.org`, origin)));
    expect(answers.slice(0, 200)).toEqual(Array(200).fill("let in"));
    expect(answers[200]).toMatchObject({ code: "rate_limited" });
  });

  test("is forgiven once the person got in, and when the quarter of an hour is over", async () => {
    const { email } = await member();
    const origin = browser();
    for (let n = 0; n < 9; n += 1) await failure(signIn(email, "a wrong password", origin));
    expect(await failure(signIn(email, PASSWORD, origin))).toBe("let in");
    for (let n = 0; n < 11; n += 1) await failure(countSignIn(email, origin));
    expect(await failure(signIn(email, PASSWORD, origin))).toMatchObject({ code: "rate_limited" });
    await database()
      .update(rateLimits)
      .set({ resetsAt: sql`now() - interval '1 second'` })
      .where(sql`${rateLimits.key} like ${`%${limitedAddress(origin.ip)}%`}`);
    expect(await failure(signIn(email, PASSWORD, origin))).toBe("let in");
  });

  test("leaves no list of accounts behind", async () => {
    const { email } = await member();
    await failure(signIn(email, "a wrong password", browser()));
    const keys = (await database().select({ key: rateLimits.key }).from(rateLimits)).map((row) => row.key);
    expect(keys.join("\n")).not.toContain("person-");
  });
});
