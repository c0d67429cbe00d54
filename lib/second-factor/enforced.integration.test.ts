import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { sealSession, sessionCookie } from "#lib/auth/cookie.ts";
import { listSchools } from "#lib/auth/data.ts";
import { Enrollee } from "#lib/auth/enrollee.ts";
import { actorOfJob, actorOfSession, actorOfToken, whoseSession } from "#lib/auth/identify.ts";
import { closeSession, moveSession } from "#lib/auth/mutations.ts";
import { authOptions } from "#lib/auth/next-auth.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { actorFromRequest } from "#lib/auth/request.ts";
import { listDocuments } from "#lib/documents/data.ts";
import type { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { listStaff } from "#lib/members/data.ts";
import { resetSecondFactor } from "#lib/members/second-factor.mutations.ts";
import { ownPicture } from "#lib/profiles/data.ts";
import { schoolRoom } from "#lib/quota/data.ts";
import { secondFactorState } from "#lib/second-factor/data.ts";
import { turnOffSecondFactor } from "#lib/second-factor/enrol.mutations.ts";
import { resetSecondFactorByEmail } from "#lib/second-factor/forget.mutations.ts";
import { secondFactorPolicy, setSecondFactorPolicy } from "#lib/second-factor/policy.mutations.ts";
import { listSessions } from "#lib/sessions/data.ts";
import { confirmedBefore } from "#lib/testing/aged.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, insertPerson, openSession, signedIn, type TestSchool } from "#lib/testing/school.ts";
import { enrol } from "#lib/testing/second-factor.ts";

const origin = localOrigin("test");
let school: TestSchool;
beforeEach(async () => {
  school = await buildSchool();
  // Its founder has a hash that is none; the others have no password.
  await database().update(users).set({ passwordHash: null }).where(eq(users.id, school.administrator.userId));
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const again = (who: Actor) => actorOfSession(who.sessionId ?? "", origin);
/** From their next request on, `days` from now on. */
const enforce = (days = 0, schoolId = school.id) =>
  database()
    .update(schools)
    .set({ secondFactorFrom: sql`now() + make_interval(days => ${days})` })
    .where(eq(schools.id, schoolId));
/** As somebody of the data layer would see them who does not look. */
async function enrolleeOf(who: Actor): Promise<Enrollee> {
  const found = await whoseSession(who.sessionId ?? "", origin);
  if (!Enrollee.is(found)) throw new Error("They may do more.");
  return found;
}

describe("a school that asks for two steps", () => {
  test("leaves no session of theirs behind when somebody else signs in at their browser", async () => {
    const password = "seven grey herons wading";
    const other = await insertPerson(await hashPassword(password, []));
    const elsewhere = await buildSchool();
    await database().insert(memberships).values({ schoolId: elsewhere.id, userId: other.id, role: "viewer" });
    await enforce();
    const enrollee = await enrolleeOf(school.teacher);
    const [door] = authOptions(origin, async () => enrollee).providers as unknown as {
      options: { authorize: (given: object) => Promise<{ id: string } | null> };
    }[];
    expect(await door?.options.authorize({ email: other.email, password })).toHaveProperty("id");
    expect(await whoseSession(enrollee.sessionId, origin)).toBeNull();
  });

  test("lets those who have one do nothing but set up the other, from their next request on", async () => {
    await setSecondFactorPolicy(school.administrator, 0);
    expect(await again(school.teacher)).toBeNull();
    const enrollee = await enrolleeOf(school.teacher);
    expect(enrollee).toMatchObject({ userId: school.teacher.userId, schoolId: school.id });
    const asActor = enrollee as unknown as Actor;
    const reads: ((actor: Actor) => Promise<unknown>)[] = [
      (actor) => listDocuments(actor, { view: "live" }),
      listSchools,
      listStaff,
      listSessions,
      schoolRoom,
      ownPicture,
      secondFactorState,
      secondFactorPolicy,
    ];
    for (const read of reads) await expect(read(asActor)).rejects.toThrow();
    const cookie = `${sessionCookie().name}=${await sealSession(enrollee.sessionId)}`;
    const request = new Request("http://127.0.0.1/api/v1/documents", { headers: { cookie } });
    expect(await codeOf(actorFromRequest(request))).toBe("second_factor_required");
    const { codes } = await enrol(enrollee, null);
    expect(codes).toHaveLength(10);
    expect(await again(school.teacher)).toMatchObject({ userId: school.teacher.userId });
  });

  test("lets them sign out, and ends their session as any other", async () => {
    await enforce();
    await closeSession(await enrolleeOf(school.teacher));
    expect(await whoseSession(school.teacher.sessionId ?? "", origin)).toBeNull();
  });

  test("waits for as many days as it has given them, and reminds them meanwhile", async () => {
    await setSecondFactorPolicy(school.administrator, 7);
    const reminded = await again(school.teacher);
    const days = ((reminded?.secondFactorDue?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect([days > 6.9, days <= 7]).toEqual([true, true]);
    expect(await secondFactorPolicy(school.administrator)).toMatchObject({
      isDue: false,
      members: 4,
      having: 0,
    });
    await enrol(school.teacher, null);
    expect((await again(school.teacher))?.secondFactorDue).toBeNull();
    expect(await secondFactorPolicy(school.administrator)).toMatchObject({ having: 1 });
    await enforce(0);
    expect(await again(school.viewer)).toBeNull();
    expect(await again(school.teacher)).not.toBeNull();
  });

  test("asks who is in it, and not those who are in another one of theirs", async () => {
    const other = await buildSchool();
    await database()
      .insert(memberships)
      .values({ schoolId: other.id, userId: school.teacher.userId, role: "viewer" });
    await enforce(0, other.id);
    const here = await again(school.teacher);
    expect(here?.schoolId).toBe(school.id);
    if (here === null) return;
    const moved = await moveSession(here, other.id);
    expect(await actorOfSession(moved, origin)).toBeNull();
    expect(Enrollee.is(await whoseSession(moved, origin))).toBe(true);
  });

  test("takes a provider's word for it, and asks neither tokens nor jobs", async () => {
    const { token } = await school.token();
    await enforce();
    await database()
      .update(sessions)
      .set({ secondFactor: "provider" })
      .where(eq(sessions.id, school.teacher.sessionId ?? ""));
    expect(await again(school.teacher)).not.toBeNull();
    expect(await actorOfToken(token, origin)).not.toBeNull();
    const asked = { schoolId: school.id, userId: school.viewer.userId };
    expect(await actorOfJob(asked, origin)).not.toBeNull();
  });

  test("lets nobody turn it off", async () => {
    const { codes } = await enrol(school.teacher, null);
    await enforce();
    expect((await secondFactorState(school.teacher)).isEnforced).toBe(true);
    const given = { code: codes[0] ?? "", password: null };
    expect(await codeOf(turnOffSecondFactor(school.teacher, given))).toBe("second_factor_enforced");
    await database().update(schools).set({ secondFactorFrom: null }).where(eq(schools.id, school.id));
    expect(await codeOf(turnOffSecondFactor(school.teacher, given))).toBe("ok");
  });

  test("is decided by its administrators alone, who have shown who they are", async () => {
    expect(await codeOf(setSecondFactorPolicy(school.registrar, 0))).toBe("forbidden");
    expect(await codeOf(secondFactorPolicy(school.registrar))).toBe("forbidden");
    const late = await confirmedBefore(school.administrator, 601);
    expect(await codeOf(setSecondFactorPolicy(late, 0))).toBe("reauthentication_required");
    expect(await again(school.teacher)).not.toBeNull();
    const soon = await confirmedBefore(school.administrator, 599);
    await setSecondFactorPolicy(soon, 0);
    await enrol(await enrolleeOf(soon), null);
    const admin = await again(school.administrator);
    if (admin === null) throw new Error("They are out.");
    await setSecondFactorPolicy(admin, null);
    expect(await again(school.teacher)).not.toBeNull();
    const asked = await auditOf(school.id, "school.second_factor_required");
    expect(asked.map(({ details }) => details)).toEqual([{ days: 0 }]);
    expect(await auditOf(school.id, "school.second_factor_optional")).toHaveLength(1);
  });
});

describe("a second step that is lost", () => {
  const isKept = async (who: Actor) => (await secondFactorState(who)).since !== null;

  test("is forgotten by an administrator: every session ends, and the password alone opens the account", async () => {
    const { teacher, administrator } = school;
    await enrol(teacher, null);
    const elsewhere = await signedIn(teacher.userId, school.id);
    const listed = async () =>
      (await listStaff(administrator)).members.find(({ id }) => id === teacher.userId)?.hasSecondFactor;
    expect(await listed()).toBe(true);
    await resetSecondFactor(administrator, teacher.userId);
    expect([await again(teacher), await again(elsewhere), await listed()]).toEqual([null, null, false]);
    const [event] = await auditOf(school.id, "second_factor.reset");
    expect(event).toMatchObject({ userId: administrator.userId, targetId: teacher.userId });
    expect(await codeOf(resetSecondFactor(administrator, teacher.userId))).toBe("not_found");
    expect(await again(await signedIn(teacher.userId, school.id))).not.toBeNull();
  });

  test("is forgotten by nobody else, nor by oneself, nor long after signing in", async () => {
    const { teacher, registrar, administrator } = school;
    const other = await buildSchool();
    await enrol(teacher, null);
    await enrol(administrator, null);
    expect(await codeOf(resetSecondFactor(registrar, teacher.userId))).toBe("forbidden");
    expect(await codeOf(resetSecondFactor(other.administrator, teacher.userId))).toBe("not_found");
    expect(await codeOf(resetSecondFactor(administrator, administrator.userId))).toBe("forbidden");
    const { actor: token } = await school.token();
    expect(await codeOf(resetSecondFactor(token, teacher.userId))).toBe("forbidden");
    const late = await confirmedBefore(administrator, 601);
    expect(await codeOf(resetSecondFactor(late, teacher.userId))).toBe("reauthentication_required");
    expect(await isKept(teacher)).toBe(true);
  });

  test("of somebody whom another school knows is for who looks after the installation", async () => {
    const { teacher, administrator } = school;
    const other = await buildSchool();
    await database()
      .insert(memberships)
      .values({ schoolId: other.id, userId: teacher.userId, role: "viewer" });
    await enrol(teacher, null);
    expect(await codeOf(resetSecondFactor(administrator, teacher.userId))).toBe("second_factor_elsewhere");
    expect(await isKept(teacher)).toBe(true);
    await database().update(users).set({ platformAdmin: true }).where(eq(users.id, administrator.userId));
    const platform = await again(administrator);
    if (platform === null) throw new Error("They are out.");
    expect(await codeOf(resetSecondFactor(platform, teacher.userId))).toBe("ok");
  });

  test("is forgotten on the server by e-mail, for the last who has lost it", async () => {
    const { id, email } = await insertPerson();
    await database().insert(memberships).values({ schoolId: school.id, userId: id, role: "administrator" });
    const sessionId = await openSession({ userId: id, passwordHash: null }, school.id);
    const person = await actorOfSession(sessionId, origin);
    if (person === null) throw new Error("Nobody is there.");
    expect(await resetSecondFactorByEmail(email, origin)).toBe("none");
    expect((await again(person))?.userId).toBe(id);
    expect(await resetSecondFactorByEmail("nobody@example.org", origin)).toBe("unknown");
    await enrol(person, null);
    expect(await resetSecondFactorByEmail(email.toUpperCase(), origin)).toBe("done");
    expect(await again(person)).toBeNull();
  });
});
