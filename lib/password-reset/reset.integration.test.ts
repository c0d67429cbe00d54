import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { resetPassword, storePassword } from "#lib/auth/mutations.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { config } from "#lib/config.ts";
import type { AppError } from "#lib/errors.ts";
import { localOrigin, type RequestOrigin } from "#lib/http/origin.ts";
import { suspendMember } from "#lib/members/mutations.ts";
import { makeResetLink } from "#lib/members/reset-link.mutations.ts";
import { findReset } from "#lib/password-reset/data.ts";
import { mailReset } from "#lib/password-reset/mail.ts";
import { requestReset, resetByLink } from "#lib/password-reset/mutations.ts";
import { runMail } from "#lib/testing/jobs.ts";
import { mailServer } from "#lib/testing/mail-server.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, signedIn, type TestSchool } from "#lib/testing/school.ts";

const OLD = "seven grey herons wading";
const NEW = "four quiet olive trees";
const here = localOrigin("test");
/** Somewhere else in the world, each time. */
const elsewhere = (): RequestOrigin => ({
  ...here,
  ip: `203.0.113.${Math.floor(Math.random() * 250)}-${randomUUID()}`,
});

let school: TestSchool;
let ana: Actor;
let email: string;
beforeEach(async () => {
  school = await buildSchool();
  ana = school.teacher;
  email = ana.userEmail ?? "";
  await set(ana, { passwordHash: await hashPassword(OLD, []) });
  config().NEXTAUTH_URL = "https://docs.example.org/";
});

const set = (actor: Actor, values: Partial<typeof users.$inferInsert>) =>
  database().update(users).set(values).where(eq(users.id, actor.userId));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const isIn = async (actor: Actor) => (await actorOfSession(actor.sessionId ?? "", here)) !== null;
const secretIn = (text: string | undefined) => /\/reset#(\S+)/.exec(text ?? "")?.[1] ?? "";
const jobsFor = (address: string) =>
  database().execute<{ payload: Record<string, unknown> }>(sql`
    select payload from graphile_worker._private_jobs where payload ->> 'email' = ${address}`);
const makeDue = (address: string) =>
  database().execute(sql`
    update graphile_worker._private_jobs set run_at = now() - interval '1 second'
    where payload ->> 'email' = ${address} and locked_at is null`);

describe("by mail", () => {
  test("a link sets a new password once, ends every session, signs nobody in, and is noted in each school", async () => {
    await using mail = await mailServer();
    const other = await buildSchool();
    await database().insert(memberships).values({ schoolId: other.id, userId: ana.userId, role: "viewer" });
    const inOther = await signedIn(ana.userId, other.id);
    await requestReset(email.toUpperCase(), here);
    await runMail();
    const [letter, ...more] = mail.to(email);
    expect(more).toEqual([]);
    expect(letter?.subject).toBe("A new password for Athena Docs");
    expect(letter?.text).toContain(`Hello ${ana.userName},`);
    expect(letter?.text).toContain("https://docs.example.org/reset#");
    const secret = secretIn(letter?.text);
    expect(secret).toHaveLength(43);
    const [kept] = await database()
      .select()
      .from(passwordResets)
      .where(eq(passwordResets.userId, ana.userId));
    expect(JSON.stringify(kept)).not.toContain(secret);

    // Whoever only opens it, a mail scanner say, does not use it up.
    expect(await findReset(secret)).toMatchObject({ email, name: ana.userName });
    expect(await findReset(secret)).not.toBeNull();
    expect(await codeOf(resetByLink(secret, `${ana.userName} 2026`, here))).toBe("weak_password");
    expect(await isIn(ana)).toBe(true);
    await resetByLink(secret, NEW, here);
    expect([await isIn(ana), await isIn(inOther)]).toEqual([false, false]);
    expect(await codeOf(signIn(email, OLD, here))).toBe("invalid_credentials");
    expect(await codeOf(signIn(email, NEW, here))).toBe("ok");
    expect(await codeOf(resetByLink(secret, OLD, here))).toBe("reset_not_good");
    for (const { id } of [school, other]) {
      expect(await auditOf(id, "password.reset_mailed")).toMatchObject([
        { userId: null, targetId: ana.userId },
      ]);
      expect(await auditOf(id, "password.reset")).toMatchObject([{ userId: ana.userId }]);
    }
  });

  test("in the person's language, or their school's", async () => {
    await using mail = await mailServer();
    await set(ana, { locale: "es", name: "Ana Núñez" });
    await requestReset(email, here);
    await runMail();
    expect(mail.to(email)).toMatchObject([{ subject: "Una contraseña nueva para Athena Docs" }]);
    expect(mail.to(email)[0]?.text).toContain("Hola, Ana Núñez:");
  });

  test("whoever has no account is told the same after the same work, and nothing is sent", async () => {
    await using mail = await mailServer();
    const [nobody, gone, out] = [`nobody-${randomUUID()}@example.org`, school.registrar, school.viewer];
    await set(gone, { suspendedAt: new Date() });
    await suspendMember(school.administrator, out.userId, true);
    const addresses = [email, nobody, gone.userEmail ?? "", out.userEmail ?? ""];
    for (const address of addresses) expect(await codeOf(requestReset(address, here))).toBe("ok");
    const payloads = await Promise.all(addresses.map(jobsFor));
    expect(payloads.map((jobs) => jobs.map(({ payload }) => Object.keys(payload).sort()))).toEqual(
      addresses.map(() => [["at", "email", "origin"]]),
    );
    await runMail();
    expect(addresses.map((address) => mail.to(address).length)).toEqual([1, 0, 0, 0]);
    expect(await Promise.all(addresses.map(jobsFor))).toEqual([[], [], [], []]);
  });

  test("only the newest link works, and none once the password was changed otherwise, or after an hour", async () => {
    await using mail = await mailServer();
    const next = async () => {
      await requestReset(email, elsewhere());
      await runMail();
      return secretIn(mail.to(email).at(-1)?.text);
    };
    const first = await next();
    const second = await next();
    expect(await codeOf(resetByLink(first, NEW, here))).toBe("reset_not_good");
    await storePassword(ana, await hashPassword(OLD, []), await findPasswordHash(ana.userId));
    expect(await codeOf(resetByLink(second, NEW, here))).toBe("reset_not_good");
    const third = await next();
    await resetPassword(email, await hashPassword(OLD, []), here);
    expect(await findReset(third)).toBeNull();
    const fourth = await next();
    await database()
      .update(passwordResets)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(passwordResets.userId, ana.userId));
    expect(await findReset(fourth)).toBeNull();
    expect(await codeOf(resetByLink(fourth, NEW, here))).toBe("reset_not_good");
    expect(await codeOf(signIn(email, OLD, here))).toBe("ok");
  });

  test("of several who use one link at once, one gets through", async () => {
    await using mail = await mailServer();
    await requestReset(email, here);
    await runMail();
    const secret = secretIn(mail.to(email)[0]?.text);
    const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(resetByLink(secret, NEW, here))));
    expect(codes.toSorted()).toEqual(["ok", ...Array<string>(4).fill("reset_not_good")]);
  });

  test("a mail server that is away is tried again, with another link, and not for longer than one is good", async () => {
    await using mail = await mailServer();
    mail.state.refusing = true;
    await requestReset(email, here);
    await runMail();
    expect(mail.to(email)).toEqual([]);
    mail.state.refusing = false;
    await makeDue(email);
    await runMail();
    expect(await findReset(secretIn(mail.to(email)[0]?.text))).not.toBeNull();
    await mailReset({ email, at: new Date(Date.now() - 61 * 60_000).toISOString(), origin: here });
    expect(mail.to(email)).toHaveLength(1);
  });

  test.each(["somebody", "nobody"])(
    "%s is mailed three times an hour from one place, ten in all",
    async (who) => {
      const address = who === "nobody" ? `nobody-${randomUUID()}@example.org` : email;
      const codes = async (count: number, origin: () => RequestOrigin) => {
        const all: string[] = [];
        for (let n = 0; n < count; n += 1) all.push(await codeOf(requestReset(address, origin())));
        return all.join(" ");
      };
      const place = elsewhere();
      expect(await codes(5, () => place)).toBe("ok ok ok rate_limited rate_limited");
      expect(await codes(8, elsewhere)).toBe("ok ok ok ok ok ok ok rate_limited");
    },
  );

  test("one address asks for thirty accounts in an hour, and no more", async () => {
    const place = elsewhere();
    const codes = [];
    for (let n = 0; n < 31; n += 1) codes.push(await codeOf(requestReset(`${n}-${email}`, place)));
    expect(codes).toEqual([...Array<string>(30).fill("ok"), "rate_limited"]);
  });
});

describe("by an administrator's link", () => {
  const admin = () => school.administrator;

  test("a member chooses a new password; who made the link, and who used it, are both noted", async () => {
    const secret = await makeResetLink(admin(), ana.userId);
    expect(await isIn(ana)).toBe(true);
    await resetByLink(secret, NEW, here);
    expect(await isIn(ana)).toBe(false);
    expect(await codeOf(signIn(email, NEW, here))).toBe("ok");
    expect(await auditOf(school.id, "password.reset_link_made")).toMatchObject([
      { userId: admin().userId, targetId: ana.userId },
    ]);
    expect(await auditOf(school.id, "password.reset")).toMatchObject([{ userId: ana.userId }]);
  });

  test("is not for oneself, for another school's people, nor for those who may not, tokens among them", async () => {
    const other = await buildSchool();
    const { actor: token } = await school.token();
    expect(await codeOf(makeResetLink(admin(), admin().userId))).toBe("forbidden");
    expect(await codeOf(makeResetLink(other.administrator, ana.userId))).toBe("not_found");
    for (const actor of [school.registrar, school.viewer, token]) {
      expect(await codeOf(makeResetLink(actor, ana.userId))).toBe("forbidden");
    }
    expect(
      await database().select().from(passwordResets).where(eq(passwordResets.userId, ana.userId)),
    ).toEqual([]);
  });

  test("is not for who has more than the administrator: another school, or the installation", async () => {
    const { userId } = school.viewer;
    const other = await buildSchool();
    await database().insert(memberships).values({ schoolId: other.id, userId, role: "viewer" });
    expect(await codeOf(makeResetLink(admin(), userId))).toBe("reset_elsewhere");
    await set(ana, { platformAdmin: true });
    expect(await codeOf(makeResetLink(admin(), ana.userId))).toBe("reset_elsewhere");
  });

  test("is worth nothing once its person has more, or is kept out", async () => {
    const { userId } = ana;
    const first = await makeResetLink(admin(), userId);
    const other = await buildSchool();
    await database().insert(memberships).values({ schoolId: other.id, userId, role: "viewer" });
    expect(await codeOf(resetByLink(first, NEW, here))).toBe("reset_not_good");
    expect(await isIn(ana)).toBe(true);
    const { userId: grown } = school.registrar;
    const second = await makeResetLink(admin(), grown);
    await set(school.registrar, { platformAdmin: true });
    expect(await codeOf(resetByLink(second, NEW, here))).toBe("reset_not_good");
    const third = await makeResetLink(admin(), school.viewer.userId);
    await suspendMember(admin(), school.viewer.userId, true);
    expect(await codeOf(resetByLink(third, NEW, here))).toBe("reset_not_good");
  });
});
