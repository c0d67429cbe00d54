import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { recoveryCodes } from "#db/schema/recovery-codes.ts";
import { secondFactors } from "#db/schema/second-factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { signInSteps } from "#db/schema/sign-in-steps.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { storePassword } from "#lib/auth/mutations.ts";
import { authOptions } from "#lib/auth/next-auth.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import type { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { findSecondFactor, secondFactorState } from "#lib/second-factor/data.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  makeRecoveryCodes,
  turnOffSecondFactor,
} from "#lib/second-factor/enrol.mutations.ts";
import { findStep, openOrAsk, passSecondStep } from "#lib/second-factor/open.mutations.ts";
import { takeCode } from "#lib/second-factor/take.mutations.ts";
import { appCode } from "#lib/testing/authenticator.ts";
import { withSettings } from "#lib/testing/installation.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, insertPerson, opened, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { enrol } from "#lib/testing/second-factor.ts";

const PASSWORD = "correct horse battery";
const origin = { ...localOrigin("Browser"), ip: "2001:db8:2f::1" };
/** A clock of the test's own, in the middle of a step. */
const NOW = 1_800_000_015_000;
const STEP = 30_000;
let school: TestSchool;
let passwordHash: string;
let email: string;
let person: Actor;
beforeAll(async () => {
  school = await buildSchool();
  passwordHash = await hashPassword(PASSWORD, []);
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const made = await insertPerson(passwordHash);
  email = made.email;
  await database().insert(memberships).values({ schoolId: school.id, userId: made.id, role: "teacher" });
  // Sessions end by the database's clock.
  vi.useRealTimers();
  person = await signedIn(made.id, school.id);
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => void vi.useRealTimers());

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const later = (steps: number) => vi.setSystemTime(NOW + steps * STEP);

/** The first step, of somebody who is asked for a second. */
async function firstStep(): Promise<string> {
  const come = await signIn(email, PASSWORD, origin);
  if (!("step" in come)) throw new Error("No second step is asked for.");
  return come.step;
}
const sessionsOf = () =>
  database().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, person.userId));

describe("turning it on", () => {
  test("takes a code of the new key and the password, and ends what is open elsewhere", async () => {
    const elsewhere = await signedIn(person.userId, school.id);
    const { secret, address, picture } = await beginEnrolment(person);
    expect(new URL(address).searchParams.get("secret")).toBe(secret.replaceAll(" ", ""));
    expect(picture.path.length).toBeGreaterThan(1000);
    const code = appCode(secret, NOW);
    const given = (values: object) => confirmEnrolment(person, { code, password: PASSWORD, ...values });
    expect(await codeOf(given({ password: "a wrong password" }))).toBe("wrong_password");
    expect(await codeOf(given({ password: null }))).toBe("wrong_password");
    expect(await codeOf(given({ code: appCode(secret, NOW - 3 * STEP) }))).toBe("wrong_code");
    expect(await findSecondFactor(person.userId)).toBeNull();
    expect(await opened(signIn(email, PASSWORD, origin))).toBeTruthy();
    const codes = await given({});
    expect(codes).toHaveLength(10);
    expect(await secondFactorState(person)).toMatchObject({ codesLeft: 10, since: expect.any(String) });
    expect(await actorOfSession(elsewhere.sessionId ?? "", origin)).toBeNull();
    expect(await actorOfSession(person.sessionId ?? "", origin)).not.toBeNull();
    expect((await auditOf(school.id, "second_factor.turned_on")).map((one) => one.userId)).toContain(
      person.userId,
    );
    expect(await codeOf(beginEnrolment(person))).toBe("second_factor_on");
  });

  test("leaves neither key nor codes to be read in the database", async () => {
    const { key, codes } = await enrol(person, PASSWORD, NOW);
    const stored = await database().execute(sql`
      select (select string_agg(f::text, ' ') from second_factors f)
        || (select string_agg(c::text, ' ') from recovery_codes c)
        || (select string_agg(a::text, ' ') from audit_events a where a.school_id = ${school.id}) as everything`);
    const text = JSON.stringify(stored);
    for (const secret of [key, ...codes]) expect(text).not.toContain(secret.replace(/[\s-]/g, ""));
  });

  test("is not done by a token, nor by whoever began later with another key", async () => {
    const { actor } = await school.token();
    expect(await codeOf(beginEnrolment(actor))).toBe("forbidden");
    const { secret } = await beginEnrolment(person);
    await beginEnrolment(person);
    expect(await codeOf(confirmEnrolment(person, { code: appCode(secret, NOW), password: PASSWORD }))).toBe(
      "wrong_code",
    );
  });
});

describe("signing in", () => {
  test("opens no session before the second step, and one after it", async () => {
    const { key } = await enrol(person, PASSWORD, NOW);
    const before = await sessionsOf();
    later(2);
    const step = await firstStep();
    expect(await sessionsOf()).toEqual(before);
    expect(await actorOfSession(step, origin)).toBeNull();
    const sessionId = await passSecondStep(step, appCode(key), origin);
    expect(await actorOfSession(sessionId, origin)).toMatchObject({ userId: person.userId });
    expect(await codeOf(passSecondStep(step, appCode(key), origin))).toBe("sign_in_step_over");
  });

  test("tells a wrong password from no account neither by words nor by a second step", async () => {
    await enrol(person, PASSWORD, NOW);
    expect(await codeOf(signIn(email, "a wrong password", origin))).toBe("invalid_credentials");
    expect(await codeOf(signIn(`${randomUUID()}@example.org`, PASSWORD, origin))).toBe("invalid_credentials");
  });

  test("takes no code twice, not even in its own step, and the next one again", async () => {
    const { key } = await enrol(person, PASSWORD, NOW);
    const first = appCode(key, NOW);
    // The code that has turned it on is used as well.
    expect(await codeOf(passSecondStep(await firstStep(), first, origin))).toBe("wrong_code");
    later(1);
    const code = appCode(key);
    expect(await codeOf(passSecondStep(await firstStep(), code, origin))).toBe("ok");
    expect(await codeOf(passSecondStep(await firstStep(), code, origin))).toBe("wrong_code");
    later(2);
    expect(await codeOf(passSecondStep(await firstStep(), appCode(key), origin))).toBe("ok");
    // One from before the last that was used, though its window is still open.
    expect(await codeOf(passSecondStep(await firstStep(), code, origin))).toBe("wrong_code");
  });

  test("lets one of two in that send the same code at once", async () => {
    const { key, codes } = await enrol(person, PASSWORD, NOW);
    later(2);
    const steps = [await firstStep(), await firstStep(), await firstStep(), await firstStep()];
    const race = async (code: string) => {
      const came = await Promise.all(steps.map((step) => codeOf(takeCodeAs(step, code))));
      return came.filter((one) => one === "ok").length;
    };
    const takeCodeAs = async (step: string, code: string) => {
      const found = await findStep(step);
      return takeCode(found?.userId ?? "", code);
    };
    expect(await race(appCode(key))).toBe(1);
    expect(await race(codes[0] ?? "")).toBe(1);
  });

  test("takes the codes of clocks that go half a minute wrong, and no others", async () => {
    const { key } = await enrol(person, PASSWORD, NOW);
    later(10);
    const at = NOW + 10 * STEP;
    const tries = [-2, 2, -1, 1].map((steps) => appCode(key, at + steps * STEP));
    const came = [];
    for (const code of tries) came.push(await codeOf(passSecondStep(await firstStep(), code, origin)));
    expect(came).toEqual(["wrong_code", "wrong_code", "ok", "ok"]);
  });

  test("takes each recovery code once, however it is typed", async () => {
    const { codes } = await enrol(person, PASSWORD, NOW);
    const [one = "", other = ""] = codes;
    const typed = ` ${one.toLowerCase().replace("-", " ")}`;
    expect(await codeOf(passSecondStep(await firstStep(), typed, origin))).toBe("ok");
    expect(await codeOf(passSecondStep(await firstStep(), one, origin))).toBe("wrong_code");
    expect(await codeOf(passSecondStep(await firstStep(), other, origin))).toBe("ok");
    expect((await secondFactorState(person)).codesLeft).toBe(8);
    const fresh = await makeRecoveryCodes(person);
    expect(await codeOf(passSecondStep(await firstStep(), codes[2] ?? "", origin))).toBe("wrong_code");
    expect(await codeOf(passSecondStep(await firstStep(), fresh[2] ?? "", origin))).toBe("ok");
  });

  test("ends after ten wrong codes, from wherever, until the quarter of an hour is over", async () => {
    const { key } = await enrol(person, PASSWORD, NOW);
    later(2);
    const step = await firstStep();
    const came = [];
    for (let n = 0; n < 12; n += 1) {
      const from = { ...origin, ip: `192.0.2.${n}` };
      came.push(await codeOf(passSecondStep(step, `00000${n % 10}`, from)));
    }
    expect(came).toEqual([...Array<string>(10).fill("wrong_code"), "rate_limited", "rate_limited"]);
    expect(await codeOf(passSecondStep(step, appCode(key), origin))).toBe("rate_limited");
    await database().execute(sql`
      update rate_limits set resets_at = now() - interval '1 second'
      where key = ${`2f:quarter:${person.userId}`}`);
    expect(await codeOf(passSecondStep(step, appCode(key), origin))).toBe("ok");
  });

  test("ends after fifty wrong codes in a day, and cannot be sped up by asking at once", async () => {
    await enrol(person, PASSWORD, NOW);
    await database().execute(sql`
      insert into rate_limits (key, count, resets_at)
      values (${`2f:day:${person.userId}`}, 45, now() + interval '20 hours')`);
    const came = await Promise.all(
      Array.from({ length: 9 }, () => codeOf(takeCode(person.userId, "000000"))),
    );
    expect(came.filter((one) => one === "wrong_code")).toHaveLength(5);
  });

  test("begins anew when the first step is too long ago, and when the password is changed or its person suspended", async () => {
    const { key } = await enrol(person, PASSWORD, NOW);
    later(2);
    const old = await firstStep();
    await database()
      .update(signInSteps)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(signInSteps.userId, person.userId));
    expect(await codeOf(passSecondStep(old, appCode(key), origin))).toBe("sign_in_step_over");
    const step = await firstStep();
    const [row] = await database().select().from(signInSteps).where(eq(signInSteps.userId, person.userId));
    expect(row?.hash).not.toBe(step);
    await storePassword(person, await hashPassword("seven grey herons wading", []), passwordHash);
    expect(await codeOf(passSecondStep(step, appCode(key), origin))).toBe("sign_in_step_over");
    await database().update(users).set({ passwordHash }).where(eq(users.id, person.userId));
    const next = await firstStep();
    await database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, person.userId));
    expect(await codeOf(passSecondStep(next, appCode(key), origin))).toBe("sign_in_step_over");
  });

  test("by the callback of next-auth is no way around it", async () => {
    await enrol(person, PASSWORD, NOW);
    const before = await sessionsOf();
    const options = authOptions(origin, async () => null);
    const provider = options.providers[0] as unknown as {
      options: { authorize: (given: object) => Promise<unknown> };
    };
    expect(await provider.options.authorize({ email, password: PASSWORD })).toBeNull();
    expect(await sessionsOf()).toEqual(before);
  });

  test("by a provider asks too, unless it has asked for a second factor itself", async () => {
    await enrol(person, PASSWORD, NOW);
    const account = { userId: person.userId, passwordHash };
    expect(await openOrAsk(account, origin, { factor: "oidc", mfa: false })).toHaveProperty("step");
    expect(await openOrAsk(account, origin, { factor: "oidc", mfa: true })).toHaveProperty("sessionId");
  });

  test("ends the browser's session before with the second step, not with the first", async () => {
    const { key } = await enrol(person, PASSWORD, NOW);
    later(2);
    const come = await signIn(email, PASSWORD, origin, person);
    expect(await actorOfSession(person.sessionId ?? "", origin)).not.toBeNull();
    await passSecondStep("step" in come ? come.step : "", appCode(key), origin, person);
    expect(await actorOfSession(person.sessionId ?? "", origin)).toBeNull();
  });

  test("with a recovery code still works after the server's secret has changed", async () => {
    const { key, codes } = await enrol(person, PASSWORD, NOW);
    later(2);
    await withSettings({ NEXTAUTH_SECRET: "another secret, of more than thirty-two letters" }, async () => {
      expect(await codeOf(takeCode(person.userId, appCode(key)))).toBe("second_factor_unreadable");
      expect(await codeOf(takeCode(person.userId, codes[0] ?? ""))).toBe("ok");
    });
  });
});

describe("turning it off", () => {
  test("takes the password and a code, and forgets all of it", async () => {
    const { codes } = await enrol(person, PASSWORD, NOW);
    const [code = ""] = codes;
    expect(await codeOf(turnOffSecondFactor(person, { code, password: "wrong" }))).toBe("wrong_password");
    expect(await codeOf(turnOffSecondFactor(person, { code: "123456", password: PASSWORD }))).toBe(
      "wrong_code",
    );
    await turnOffSecondFactor(person, { code, password: PASSWORD });
    const left = [
      await database().select().from(secondFactors).where(eq(secondFactors.userId, person.userId)),
      await database().select().from(recoveryCodes).where(eq(recoveryCodes.userId, person.userId)),
    ];
    expect(left).toEqual([[], []]);
    expect(await opened(signIn(email, PASSWORD, origin))).toBeTruthy();
  });
});
