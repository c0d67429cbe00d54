import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { identities } from "#db/schema/identities.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { sealSession } from "#lib/auth/cookie.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { config } from "#lib/config.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { listStaff } from "#lib/members/data.ts";
import { unlinkMember } from "#lib/members/mutations.ts";
import { beginFlow } from "#lib/oidc/flow.ts";
import { countWay } from "#lib/oidc/limits.ts";
import { ownLinks } from "#lib/oidc/links.data.ts";
import { unlinkOwn } from "#lib/oidc/links.mutations.ts";
import { Refusal } from "#lib/oidc/refusal.ts";
import type { ProviderSettings } from "#lib/oidc/settings.ts";
import { signInByProvider } from "#lib/oidc/sign-in.ts";
import {
  chooseAccount,
  type ProviderAccount,
  startProvider,
  type TestProvider,
} from "#lib/testing/openid-provider.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, insertPerson, opened, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { enrol } from "#lib/testing/second-factor.ts";

const HERE = "http://127.0.0.1:3999/api/auth/callback/oidc";
const origin = localOrigin("test");
let provider: TestProvider;
let school: TestSchool;
let settings: ProviderSettings;
let person: { id: string; email: string };
let account: ProviderAccount;

beforeAll(async () => {
  provider = await startProvider([HERE]);
  school = await buildSchool();
});
afterAll(() => provider[Symbol.asyncDispose]());
beforeEach(async () => {
  const { issuer, clientId, clientSecret } = provider;
  settings = { issuer, clientId, clientSecret, name: "Test", domains: null, trustsEmail: false };
  person = await insertPerson();
  await join(person.id);
  account = { sub: randomUUID(), email: person.email, email_verified: true };
  provider.accounts = [account];
  provider.bend = null;
});

async function joined(passwordHash: string) {
  const someone = await insertPerson(passwordHash);
  await join(someone.id);
  return someone;
}
const join = (userId: string) =>
  database().insert(memberships).values({ schoolId: school.id, userId, role: "teacher" });

/** Goes to the provider and comes back; what is wanted of the last step can be changed before it. */
async function come(sub = account.sub) {
  const { url, cookie } = await beginFlow(settings, { redirectUri: HERE, next: "/trash", again: false });
  return { cookie, url: await chooseAccount(url, sub, HERE), asked: url };
}
type Came = { cookie: string | undefined; url: URL };

const enter = async ({ cookie, url }: Came, before: Parameters<typeof signInByProvider>[3] = null) =>
  signInByProvider(settings, { cookie, answer: url.searchParams }, origin, before);

/** Whose session it came to, or why there is none. */
const outcome = async (came: Came): Promise<string> => {
  try {
    const sessionId = await opened(enter(came).then((entered) => entered.opened));
    return (await actorOfSession(sessionId, origin))?.userId ?? "no session";
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
};
const reasonOfLast = async () => {
  const rows = await database().execute<{ reason: string; outcome: string }>(
    sql`select details ->> 'reason' as reason, outcome from audit_events
        where details ->> 'issuer' = ${settings.issuer} and action = 'session.signed_in' order by id desc limit 1`,
  );
  return rows[0] && `${rows[0].outcome}: ${rows[0].reason}`;
};
const rowsOf = (requestId: string) =>
  database()
    .execute<{ count: number }>(
      sql`select count(*)::int as count from audit_events where request_id = ${requestId} and action = 'session.signed_in'`,
    )
    .then((rows) => rows[0]?.count ?? 0);
const sessionsOf = (userId: string) =>
  database()
    .execute<{ count: number }>(sql`select count(*)::int as count from sessions where user_id = ${userId}`)
    .then((rows) => rows[0]?.count);

describe("somebody of ours", () => {
  test("comes in by their verified e-mail, is remembered, and goes on to where they were heading", async () => {
    const came = await come();
    const { opened: entered, next } = await enter(came);
    const sessionId = await opened(Promise.resolve(entered));
    expect(next).toBe("/trash");
    expect(await actorOfSession(sessionId, origin)).toMatchObject({ userId: person.id, role: "teacher" });
    expect(await database().select().from(identities).where(eq(identities.userId, person.id))).toMatchObject([
      { issuer: provider.issuer, subject: account.sub, email: person.email },
    ]);
    const linked = (await auditOf(school.id, "identity.linked")).find(({ userId }) => userId === person.id);
    expect(linked).toMatchObject({ targetId: person.id, details: { issuer: provider.issuer } });
  });

  test("is asked by PKCE, state and nonce, each new", async () => {
    const [one, two] = [await come(), await come()];
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(one.asked.searchParams.get(name)?.length).toBeGreaterThanOrEqual(43);
      expect(one.asked.searchParams.get(name)).not.toBe(two.asked.searchParams.get(name));
    }
    expect(one.asked.searchParams.get("code_challenge_method")).toBe("S256");
    expect(one.cookie).not.toContain(one.asked.searchParams.get("state"));
  });

  test("is the same person when their e-mail has changed at the provider", async () => {
    await enter(await come());
    account.email = "married@elsewhere.example";
    account["email_verified"] = false;
    expect(await outcome(await come())).toBe(person.id);
  });

  test("gets a new session, and the one that this browser had is over", async () => {
    const session = async (before: Parameters<typeof enter>[1] = null) =>
      opened(enter(await come(), before).then((entered) => entered.opened));
    const before = await actorOfSession(await session(), origin);
    const sessionId = await session(before);
    expect(sessionId).not.toBe(before?.sessionId);
    expect(await actorOfSession(before?.sessionId ?? "", origin)).toBeNull();
  });
});

describe("whoever signs in in two steps", () => {
  test("is asked for the second one, unless the provider says that it has asked for one", async () => {
    await enrol(await signedIn(person.id, school.id), null);
    expect((await enter(await come())).opened).toHaveProperty("step");
    account.amr = ["pwd", "mfa"];
    expect((await enter(await come())).opened).toHaveProperty("sessionId");
  });
});

describe("what takes a password or a code of the last minutes", () => {
  const withPassword = () =>
    database().update(users).set({ passwordHash: "a hash that is none" }).where(eq(users.id, person.id));
  const isConfirmed = async () => {
    const sessionId = await opened(enter(await come()).then((entered) => entered.opened));
    return (await actorOfSession(sessionId, origin))?.confirmedRecently;
  };
  const saying = (auth_time: number | undefined) => {
    provider.bend = ({ header, claims }, signed) => signed({ header, claims: { ...claims, auth_time } });
  };
  const seconds = () => Math.floor(Date.now() / 1000);

  test("is not done by a provider's session that lies open, for whoever has a password", async () => {
    await withPassword();
    saying(undefined);
    expect(await isConfirmed()).toBe(false);
    saying(seconds() - 3600);
    expect(await isConfirmed()).toBe(false);
    saying(seconds());
    expect(await isConfirmed()).toBe(true);
  });

  test("nor for whoever has a second step, though the provider says that it asked for one", async () => {
    await enrol(await signedIn(person.id, school.id), null);
    account.amr = ["pwd", "mfa"];
    saying(undefined);
    expect(await isConfirmed()).toBe(false);
  });

  test("is confirmed no longer than from now on, whatever the provider says of tomorrow", async () => {
    await withPassword();
    saying(seconds() + 86_400);
    await isConfirmed();
    const [row] = await database().execute<{ late: boolean }>(
      sql`select bool_or(confirmed_at > now() + interval '5 seconds') as late from sessions where user_id = ${person.id}`,
    );
    expect(row?.late).toBe(false);
  });

  test("is done for whoever has neither: signing in anew is all that they can show", async () => {
    saying(undefined);
    expect(await isConfirmed()).toBe(true);
  });
});

describe("somebody's own link", () => {
  const PASSWORD = "seven grey herons wading";
  const isIn = async (actor: Actor) => (await actorOfSession(actor.sessionId ?? "", origin)) !== null;
  const linkOf = async (actor: Actor) => (await ownLinks(actor)).links[0]?.id ?? "";

  test("is parted with by their password alone, and by nobody else", async () => {
    const passwordHash = await hashPassword(PASSWORD, []);
    await database().update(users).set({ passwordHash }).where(eq(users.id, person.id));
    expect(await outcome(await come())).toBe(person.id);
    const [owner, other] = [await signedIn(person.id, school.id), school.administrator];
    const id = await linkOf(owner);
    expect(await ownLinks(other)).toMatchObject({ links: [] });
    await expect(unlinkOwn(owner, id, "not this one at all")).rejects.toMatchObject({
      code: "wrong_password",
    });
    expect(await linkOf(owner)).toBe(id);
    const { actor: program } = await school.token();
    await expect(unlinkOwn(program, id, PASSWORD)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await signedIn((await joined(passwordHash)).id, school.id);
    await expect(unlinkOwn(stranger, id, PASSWORD)).rejects.toMatchObject({ code: "not_found" });
    const elsewhere = await signedIn(person.id, school.id);
    await unlinkOwn(owner, id, PASSWORD);
    expect(await linkOf(owner)).toBe("");
    // Whoever had come in with it somewhere else is out.
    expect([await isIn(owner), await isIn(elsewhere)]).toEqual([true, false]);
    expect((await auditOf(school.id, "identity.unlinked")).at(-1)).toMatchObject({ userId: person.id });
  });

  test("is unlinked by an administrator of their school, where no other school knows them", async () => {
    expect(await outcome(await come())).toBe(person.id);
    const isLinked = async () =>
      (await listStaff(school.administrator)).members.find(({ id }) => id === person.id)?.isLinked;
    expect(await isLinked()).toBe(true);
    // They have no password: with a provider there is a way in for them all the same.
    const canSignIn = async () =>
      (await listStaff(school.administrator)).members.find(({ id }) => id === person.id)?.canSignIn;
    expect(await canSignIn()).toBe(false);
    Object.assign(config(), {
      OIDC_ISSUER: "https://id.example",
      OIDC_CLIENT_ID: "a",
      OIDC_CLIENT_SECRET: "b",
    });
    expect(await canSignIn()).toBe(true);
    for (const name of ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const)
      delete config()[name];
    await expect(unlinkMember(school.registrar, person.id)).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = await buildSchool();
    await expect(unlinkMember(elsewhere.administrator, person.id)).rejects.toMatchObject({
      code: "not_found",
    });
    await database()
      .insert(memberships)
      .values({ schoolId: elsewhere.id, userId: person.id, role: "viewer" });
    await expect(unlinkMember(school.administrator, person.id)).rejects.toMatchObject({
      code: "unlink_elsewhere",
    });
    await database().delete(memberships).where(eq(memberships.schoolId, elsewhere.id));
    const looksAfterAll = (platformAdmin: boolean) =>
      database().update(users).set({ platformAdmin }).where(eq(users.id, person.id));
    await looksAfterAll(true);
    await expect(unlinkMember(school.administrator, person.id)).rejects.toMatchObject({
      code: "unlink_elsewhere",
    });
    expect(await isLinked()).toBe(true);
    await looksAfterAll(false);
    const there = await signedIn(person.id, school.id);
    await unlinkMember(school.administrator, person.id);
    expect([await isLinked(), await isIn(there)]).toEqual([false, false]);
  });
});

test("where the provider is the only way in, passwords open for those alone who look after the installation", async () => {
  const password = "seven grey herons wading";
  const passwordHash = await hashPassword(password, []);
  await database().update(users).set({ passwordHash }).where(eq(users.id, person.id));
  config().OIDC_ONLY = true;
  try {
    const byPassword = () => signIn(person.email, password, origin).then((entered) => "sessionId" in entered);
    await expect(byPassword()).rejects.toMatchObject({ code: "invalid_credentials" });
    await database().update(users).set({ platformAdmin: true }).where(eq(users.id, person.id));
    expect(await byPassword()).toBe(true);
    await database().update(users).set({ platformAdmin: false }).where(eq(users.id, person.id));
    expect(await outcome(await come())).toBe(person.id);
  } finally {
    config().OIDC_ONLY = false;
  }
});

describe("nobody comes in", () => {
  test("whom we do not know, who is suspended, or who belongs to no school: all hear the same", async () => {
    provider.accounts = [{ sub: "stranger", email: "stranger@elsewhere.example", email_verified: true }];
    const count = await database().$count(users);
    expect(await outcome(await come("stranger"))).toBe("unknown");
    expect(await reasonOfLast()).toBe("denied: no_account");
    expect(await database().$count(users)).toBe(count);

    provider.accounts = [account];
    await database()
      .update(memberships)
      .set({ suspendedAt: sql`now()` })
      .where(eq(memberships.userId, person.id));
    expect(await outcome(await come())).toBe("unknown");
    expect(await reasonOfLast()).toBe("denied: school_required");
    await database().update(memberships).set({ suspendedAt: null }).where(eq(memberships.userId, person.id));
    expect(await outcome(await come())).toBe(person.id);

    await database().update(users).set({ suspendedAt: sql`now()` }).where(eq(users.id, person.id));
    expect(await outcome(await come())).toBe("unknown");
    expect(await reasonOfLast()).toBe("denied: suspended");
  });

  test.each([
    { email_verified: false },
    { email_verified: undefined },
    { email_verified: undefined, xms_edov: false },
  ])("by an e-mail that is not said to be theirs: %j", async (claims) => {
    Object.assign(account, claims);
    expect(await outcome(await come())).toBe("unverified");
    expect(await sessionsOf(person.id)).toBe(0);
  });

  test("by an e-mail that is told elsewhere, whatever the token says of another", async () => {
    account["email_verified"] = undefined;
    provider.bend = ({ header, claims }, signed) =>
      signed({ header, claims: { ...claims, email: undefined, email_verified: undefined, xms_edov: true } });
    expect(await outcome(await come())).toBe("unverified");
    account["email_verified"] = true;
    expect(await outcome(await come())).toBe(person.id);
  });

  test("of another domain than the school's", async () => {
    settings = { ...settings, domains: ["school.example"] };
    expect(await outcome(await come())).toBe("domain");
    settings = { ...settings, domains: ["school.example", "example.org"] };
    expect(await outcome(await come())).toBe(person.id);
  });

  test("by another account that came to have somebody's e-mail, until theirs is unlinked", async () => {
    await enter(await come());
    const thief = { ...account, sub: randomUUID() };
    provider.accounts = [account, thief];
    expect(await outcome(await come(thief.sub))).toBe("unknown");
    expect(await reasonOfLast()).toBe("denied: other_identity");
    expect(await outcome(await come())).toBe(person.id);
    await database().delete(identities).where(eq(identities.userId, person.id));
    expect(await outcome(await come(thief.sub))).toBe(person.id);
  });

  test("as a service account or with an e-mail written otherwise", async () => {
    account.email = person.email.toUpperCase();
    expect(await outcome(await come())).toBe(person.id);
    for (const email of [` ${person.email}`, `${person.email}\u200b`, person.email.replace("p", "\u0440")]) {
      provider.accounts = [{ ...account, sub: randomUUID(), email }];
      const sub = provider.accounts[0]?.sub;
      expect(["unknown", "unverified"]).toContain(await outcome(await come(sub)));
    }
  });
});

describe("what comes back is taken only as the answer to what this browser has asked", () => {
  test("once: neither the address nor the cookie opens anything again", async () => {
    const came = await come();
    expect(await outcome(came)).toBe(person.id);
    expect(await outcome(came)).toBe("failed");
    expect(await outcome({ ...came, cookie: undefined })).toBe("failed");
    expect(await sessionsOf(person.id)).toBe(1);
  });

  test("once, also where the first was junk: nothing more is asked of the provider, or written down", async () => {
    const came = await come();
    const junk = new URL(came.url);
    junk.searchParams.set("code", "junk");
    const [exchanges, rows] = [provider.exchanges, await rowsOf(origin.requestId)];
    for (let n = 0; n < 5; n += 1) expect(await outcome({ cookie: came.cookie, url: junk })).toBe("failed");
    expect(await outcome(came)).toBe("failed");
    expect(provider.exchanges - exchanges).toBe(1);
    expect((await rowsOf(origin.requestId)) - rows).toBe(1);
  });

  test("two hundred times in a quarter of an hour from one address, and one row says that there were more", async () => {
    const from = { ...localOrigin("test"), ip: "2001:db8:7:7::1" };
    const back = async () => {
      const { cookie, url } = await come();
      const answer = url.searchParams;
      return signInByProvider(settings, { cookie, answer }, from, null).then(
        () => "in",
        (refusal: Refusal) => refusal.problem,
      );
    };
    // Who gets in does not count.
    expect(await back()).toBe("in");
    await Promise.all(Array.from({ length: 200 }, () => countWay("back", from)));
    const exchanges = provider.exchanges;
    expect([await back(), await back(), await back()]).toEqual(["limited", "limited", "limited"]);
    expect(provider.exchanges).toBe(exchanges);
    // The session, and the first that was too many.
    expect(await rowsOf(from.requestId)).toBe(2);
    await expect(countWay("back", { ...from, ip: "2001:db8:7:8::1" })).resolves.toBeUndefined();
  });

  test("with this browser's state: a code of another's is not even shown to the provider", async () => {
    const [mine, theirs] = [await come(), await come()];
    const before = provider.exchanges;
    expect(await outcome({ cookie: mine.cookie, url: theirs.url })).toBe("failed");
    const without = new URL(mine.url);
    without.searchParams.delete("state");
    expect(await outcome({ cookie: mine.cookie, url: without })).toBe("failed");
    expect(provider.exchanges).toBe(before);
  });

  test("with this browser's verifier: another's code under one's own state is refused by the provider", async () => {
    const [mine, theirs] = [await come(), await come()];
    const injected = new URL(mine.url);
    injected.searchParams.set("code", theirs.url.searchParams.get("code") ?? "");
    expect(await outcome({ cookie: mine.cookie, url: injected })).toBe("failed");
    expect(await sessionsOf(person.id)).toBe(0);
  });

  test("from the issuer that was asked (RFC 9207)", async () => {
    for (const iss of ["https://evil.example", `${provider.issuer}/`, null]) {
      const came = await come();
      if (iss === null) came.url.searchParams.delete("iss");
      else came.url.searchParams.set("iss", iss);
      const before = provider.exchanges;
      expect(await outcome(came)).toBe("failed");
      expect(provider.exchanges).toBe(before);
    }
  });

  test("with a cookie of ours that was made for this: no session's, no altered one", async () => {
    const { cookie, url } = await come();
    const session = await sealSession(school.administrator.sessionId ?? "");
    for (const other of [session, `${cookie.slice(0, -2)}xx`, "", "x.y.z"]) {
      expect(await outcome({ cookie: other, url })).toBe("failed");
    }
    expect(await actorOfSession(cookie, origin)).toBeNull();
  });

  test("whoever turns back, or is refused by the provider, is told so and comes in nowhere", async () => {
    expect(await outcome(await come(""))).toBe("cancelled");
    const came = await come();
    came.url.search = `?error=server_error&state=${came.url.searchParams.get("state")}&iss=${provider.issuer}`;
    expect(await outcome(came)).toBe("failed");
  });
});

describe("an ID token is taken only as it must be", () => {
  const { privateKey: foreign } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const now = Math.floor(Date.now() / 1000);

  test("an untouched one that is signed anew by the provider opens: the tests below change one thing each", async () => {
    provider.bend = (token, signed) => signed(token);
    expect(await outcome(await come())).toBe(person.id);
  });

  test.each<[string, Record<string, unknown>]>([
    ["for another client", { aud: "another" }],
    ["for several, of which another asked", { aud: ["athena-docs", "another"], azp: "another" }],
    ["of another issuer", { iss: "https://evil.example" }],
    ["that is over", { exp: now - 600, iat: now - 1200 }],
    ["with another nonce", { nonce: "another" }],
    ["without a nonce", { nonce: undefined }],
    ["without an end", { exp: undefined }],
    ["about nobody", { sub: undefined }],
  ])("none %s", async (_name, changed) => {
    provider.bend = ({ header, claims }, signed) => signed({ header, claims: { ...claims, ...changed } });
    expect(await outcome(await come())).toBe("failed");
    expect(await sessionsOf(person.id)).toBe(0);
  });

  test("none without a signature, with a foreign one, or of another sort", async () => {
    const signatures: NonNullable<TestProvider["bend"]>[] = [
      ({ claims }) => `${part({ alg: "none" })}.${part(claims)}.`,
      ({ header, claims }) => `${part(header)}.${part(claims)}.`,
      ({ header, claims }) => {
        const content = `${part(header)}.${part(claims)}`;
        return `${content}.${sign("sha256", Buffer.from(content), foreign).toString("base64url")}`;
      },
      ({ header, claims }, signed) => signed({ header: { ...header, alg: "HS256" }, claims }),
      ({ header, claims }, signed) => {
        const [head, , signature] = signed({ header, claims }).split(".");
        return `${head}.${part({ ...claims, email: "other@example.org" })}.${signature}`;
      },
    ];
    for (const bend of signatures) {
      provider.bend = bend;
      expect(await outcome(await come())).toBe("failed");
    }
    expect(await sessionsOf(person.id)).toBe(0);
  });

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
});

test("a provider that is down is told from one that refuses, at the start and on the way back", async () => {
  const came = await come();
  const down = await startProvider([HERE]);
  await down[Symbol.asyncDispose]();
  settings = { ...settings, issuer: down.issuer };
  const begun = beginFlow(settings, { redirectUri: HERE, next: "/", again: false });
  await expect(begun).rejects.toMatchObject({ problem: "unavailable" });
  expect(await outcome(came)).toBe("unavailable");
});
