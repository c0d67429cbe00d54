import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { listSchools } from "#lib/auth/data.ts";
import { actorOfJob, actorOfSession } from "#lib/auth/identify.ts";
import { hashPassword } from "#lib/auth/password.ts";
import type { Role } from "#lib/auth/permissions.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import type { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { listStaff, openInvitation } from "#lib/members/data.ts";
import { inviteMember, withdrawInvitation } from "#lib/members/invitations.mutations.ts";
import { joinByInvitation } from "#lib/members/join.mutations.ts";
import { changeRole, grantRestricted, removeMember, suspendMember } from "#lib/members/mutations.ts";
import { makeResetLink } from "#lib/members/reset-link.mutations.ts";
import { findRecipients } from "#lib/messages/people.data.ts";
import { findReset } from "#lib/password-reset/data.ts";
import { storeResetLink } from "#lib/password-reset/links.mutations.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, insertPerson, opened, signedIn, type TestSchool } from "#lib/testing/school.ts";

const origin = localOrigin("test");
const PASSWORD = "seven grey herons wading";
let school: TestSchool;
let admin: Actor;
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD, []);
});
beforeEach(async () => {
  school = await buildSchool();
  admin = school.administrator;
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const again = (actor: Actor) => actorOfSession(actor.sessionId ?? "", origin);
const someone = (role: Role = "teacher", email = `new-${randomUUID()}@example.org`) => ({
  email,
  name: "Nia New",
  role,
});
const join = (secret: string, password = PASSWORD, name: string | undefined = "Nia New") =>
  opened(joinByInvitation({ secret, name, password }, origin));
const actorAfter = async (work: Promise<string>) => actorOfSession(await work, origin);
const storeLink = (id: string) => database().transaction((tx) => storeResetLink(tx, id, null));
const addTo = (to: TestSchool, userId: string) =>
  database().insert(memberships).values({ schoolId: to.id, userId, role: "viewer" });

describe("an invitation", () => {
  test("lets somebody new in once, with the role that it names, and both leave their trace", async () => {
    const { secret, mail } = await inviteMember(admin, someone("registrar"));
    expect(mail).toBe("none");
    const open = await openInvitation(secret);
    expect(open).toMatchObject({ schoolName: admin.schoolName, role: "registrar", hasAccount: false });
    const actor = await actorAfter(join(secret, PASSWORD, "Nía Nueva"));
    expect(actor).toMatchObject({ schoolId: school.id, role: "registrar", userName: "Nía Nueva" });
    expect(await openInvitation(secret)).toBeNull();
    expect(await codeOf(join(secret))).toBe("invitation_not_good");
    expect(await signIn(open?.email ?? "", PASSWORD, origin)).toBeTruthy();
    expect(await auditOf(school.id, "member.invited")).toMatchObject([{ userId: admin.userId }]);
    expect(await auditOf(school.id, "member.joined")).toMatchObject([{ userId: actor?.userId }]);
    const staff = await listStaff(admin);
    expect(staff.invitations).toEqual([]);
    expect(staff.members.find(({ id }) => id === actor?.userId)).toMatchObject({
      name: "Nía Nueva",
      role: "registrar",
      canSignIn: true,
      suspended: false,
    });
  });

  test("of which two are taken up at once lets one in", async () => {
    const { secret } = await inviteMember(admin, someone());
    const results = await Promise.all(Array.from({ length: 5 }, () => codeOf(join(secret))));
    expect(results.filter((code) => code === "ok")).toHaveLength(1);
  });

  test("is good no more when it is over, withdrawn, or followed by another", async () => {
    const person = someone();
    const first = await inviteMember(admin, person);
    const second = await inviteMember(admin, { ...person, email: person.email.toUpperCase() });
    expect(await codeOf(join(first.secret))).toBe("invitation_not_good");
    const [waiting] = (await listStaff(admin)).invitations;
    await withdrawInvitation(admin, waiting?.id ?? "");
    expect(await codeOf(join(second.secret))).toBe("invitation_not_good");
    const third = await inviteMember(admin, person);
    await database()
      .update(invitations)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(invitations.schoolId, school.id));
    expect(await openInvitation(third.secret)).toBeNull();
    expect(await codeOf(join(third.secret))).toBe("invitation_not_good");
    expect((await listStaff(admin)).invitations).toMatchObject([{ expired: true }]);
  });

  test("with a weak password is refused, and works then still", async () => {
    const { secret } = await inviteMember(admin, someone());
    expect(await codeOf(join(secret, "short"))).toBe("weak_password");
    expect(await codeOf(join(secret, "Nia.New-2026"))).toBe("weak_password");
    expect(await codeOf(join(secret))).toBe("ok");
  });

  test("is not made by those who may not, nor for those who are in, nor withdrawn by another school", async () => {
    for (const actor of [school.registrar, school.teacher, school.viewer]) {
      expect(await codeOf(inviteMember(actor, someone()))).toBe("forbidden");
      expect(await codeOf(listStaff(actor))).toBe("forbidden");
    }
    const { id, email } = await insertPerson(await hashPassword(PASSWORD, []));
    await addTo(school, id);
    expect(await codeOf(inviteMember(admin, someone("teacher", email.toUpperCase())))).toBe("member_exists");
    const { secret } = await inviteMember(admin, someone());
    const [waiting] = (await listStaff(admin)).invitations;
    const other = await buildSchool();
    expect(await codeOf(withdrawInvitation(other.administrator, waiting?.id ?? ""))).toBe("not_found");
    expect((await listStaff(other.administrator)).invitations).toEqual([]);
    expect(await codeOf(join(secret))).toBe("ok");
  });
});

describe("somebody whom the installation knows", () => {
  test("joins with the password that they have, and with no other", async () => {
    const other = await buildSchool();
    const { id, email } = await insertPerson(await hashPassword(PASSWORD, []));
    await addTo(other, id);
    const { secret } = await inviteMember(admin, someone("viewer", email.toUpperCase()));
    expect(await openInvitation(secret)).toMatchObject({ hasAccount: true });
    expect(await codeOf(join(secret, "another long password"))).toBe("wrong_password");
    const actor = await actorAfter(join(secret));
    expect(actor).toMatchObject({ userId: id, schoolId: school.id, role: "viewer" });
    expect(await listSchools(actor as Actor)).toHaveLength(2);
  });

  test("gets a password by their own school's link, and never by another's", async () => {
    const { id, email } = await insertPerson();
    await addTo(school, id);
    const elsewhere = await insertPerson();
    await addTo(await buildSchool(), elsewhere.id);
    const foreign = await inviteMember(admin, someone("teacher", elsewhere.email));
    expect(await codeOf(join(foreign.secret))).toBe("member_elsewhere");
    const [untouched] = await database().select().from(users).where(eq(users.id, elsewhere.id));
    expect(untouched?.passwordHash).toBeNull();
    expect(await openInvitation(foreign.secret)).not.toBeNull();

    const own = await inviteMember(admin, someone("teacher", email));
    const [link, before] = [await storeLink(id), await signedIn(id, school.id)];
    expect(await actorAfter(join(own.secret))).toMatchObject({ userId: id });
    expect([await again(before), await findReset(link)]).toEqual([null, null]);
    expect(await auditOf(school.id, "password.reset")).toMatchObject([{ userId: id, targetId: id }]);
  });

  test("gets none by it where they look after the installation: that is more than the school has", async () => {
    const { id, email } = await insertPerson();
    await database().update(users).set({ platformAdmin: true }).where(eq(users.id, id));
    for (const isHere of [false, true]) {
      if (isHere) await addTo(school, id);
      const { secret } = await inviteMember(admin, someone("administrator", email));
      expect(await codeOf(join(secret))).toBe("member_elsewhere");
    }
    const [untouched] = await database().select().from(users).where(eq(users.id, id));
    expect(untouched?.passwordHash).toBeNull();
    await database().update(users).set({ passwordHash }).where(eq(users.id, id));
    const { secret } = await inviteMember(await buildSchool().then((other) => other.administrator), {
      ...someone("viewer", email),
    });
    expect(await codeOf(join(secret))).toBe("ok");
  });
});

describe("an invitation from before", () => {
  const placeOf = async (id: string) =>
    (
      await database()
        .select()
        .from(memberships)
        .where(and(eq(memberships.schoolId, school.id), eq(memberships.userId, id)))
    )[0];

  test("does not bring back who was suspended or removed since, nor the role that they had", async () => {
    const acts: Record<string, (id: string) => Promise<void>> = {
      suspended: (id) => suspendMember(admin, id, true),
      removed: (id) => removeMember(admin, id),
      demoted: (id) => changeRole(admin, id, "viewer"),
    };
    for (const [name, act] of Object.entries(acts)) {
      const { id, email } = await insertPerson();
      await database().insert(memberships).values({ schoolId: school.id, userId: id, role: "registrar" });
      const { secret } = await inviteMember(admin, someone("registrar", email.toUpperCase()));
      await act(id);
      expect([name, await codeOf(join(secret))]).toEqual([name, "invitation_not_good"]);
    }
    expect(await auditOf(school.id, "member.invitation_withdrawn")).toHaveLength(3);
  });

  test("changes nothing of a place that somebody has, and opens none that is suspended", async () => {
    const { id, email } = await insertPerson(passwordHash);
    const { secret } = await inviteMember(admin, someone("administrator", email));
    await addTo(school, id);
    expect(await actorAfter(join(secret))).toMatchObject({ userId: id, role: "viewer" });
    await removeMember(admin, id);
    const later = await inviteMember(admin, someone("teacher", email));
    const away = { leftAt: null, suspendedAt: new Date() };
    const place = and(eq(memberships.schoolId, school.id), eq(memberships.userId, id));
    await database().update(memberships).set(away).where(place);
    expect(await codeOf(join(later.secret))).toBe("invitation_not_good");
    expect((await placeOf(id))?.suspendedAt).not.toBeNull();
    expect(await codeOf(inviteMember(admin, someone("teacher", email)))).toBe("member_exists");
    await database().update(users).set({ passwordHash: null }).where(eq(users.id, id));
    expect(await codeOf(inviteMember(admin, someone("teacher", email)))).toBe("member_exists");
  });

  test("goes with the administrator who made it, and so do links for new passwords", async () => {
    const acts: Record<string, (id: string) => Promise<void>> = {
      suspended: (id) => suspendMember(admin, id, true),
      removed: (id) => removeMember(admin, id),
      demoted: (id) => changeRole(admin, id, "registrar"),
    };
    const kept = await inviteMember(admin, someone());
    const other = await buildSchool();
    const foreign = await makeResetLink(other.administrator, other.viewer.userId);
    const mailed = await storeLink(school.teacher.userId);
    for (const [name, act] of Object.entries(acts)) {
      const second = await school.person("administrator");
      const { secret } = await inviteMember(second, someone("administrator"));
      const link = await makeResetLink(second, school.viewer.userId);
      await act(second.userId);
      expect([name, await codeOf(join(secret)), await findReset(link)]).toEqual([
        name,
        "invitation_not_good",
        null,
      ]);
      expect([name, await codeOf(inviteMember(second, someone()))]).toEqual([name, "forbidden"]);
    }
    for (const link of [foreign, mailed]) expect(await findReset(link)).not.toBeNull();
    expect(await codeOf(join(kept.secret))).toBe("ok");
  });
});

describe("from the next request on", () => {
  test("a role holds", async () => {
    await changeRole(admin, school.viewer.userId, "registrar");
    expect((await again(school.viewer))?.can("students:write")).toBe(true);
    expect(await auditOf(school.id, "member.role_changed")).toMatchObject([
      { targetId: school.viewer.userId, details: { from: "viewer", to: "registrar" } },
    ]);
    await changeRole(admin, school.viewer.userId, "registrar");
    expect(await auditOf(school.id, "member.role_changed")).toHaveLength(1);
  });

  test("a grant of restricted files holds for registrars and teachers, and goes with their role", async () => {
    const sees = async (actor: Actor) => (await again(actor))?.can("restricted:read");
    for (const actor of [school.registrar, school.teacher]) {
      expect(await sees(actor)).toBe(false);
      await grantRestricted(admin, actor.userId, true);
      expect(await sees(actor)).toBe(true);
    }
    const listed = (await listStaff(admin)).members.filter(({ restrictedRead }) => restrictedRead);
    expect(listed.map(({ id }) => id).toSorted()).toEqual(
      [school.registrar.userId, school.teacher.userId].toSorted(),
    );
    expect(await codeOf(grantRestricted(admin, school.viewer.userId, true))).toBe("invalid_request");
    await changeRole(admin, school.registrar.userId, "teacher");
    expect(await sees(school.registrar)).toBe(true);
    await changeRole(admin, school.registrar.userId, "viewer");
    expect(await sees(school.registrar)).toBe(false);
    await changeRole(admin, school.registrar.userId, "registrar");
    expect(await sees(school.registrar)).toBe(false);
    await grantRestricted(admin, school.teacher.userId, false);
    expect(await sees(school.teacher)).toBe(false);
    expect(await auditOf(school.id, "member.restricted_granted")).toHaveLength(2);
    expect(await auditOf(school.id, "member.restricted_withdrawn")).toMatchObject([
      { targetId: school.teacher.userId, userId: admin.userId },
    ]);
    // A grant that a viewer's row has all the same counts for nothing.
    await database()
      .update(memberships)
      .set({ restrictedRead: true })
      .where(eq(memberships.schoolId, school.id));
    expect(await sees(school.viewer)).toBe(false);
  });

  test("who is suspended is out of this school, of no other, and gets no message; let in again, they sign in anew", async () => {
    const { id, email } = await insertPerson(await hashPassword(PASSWORD, []));
    const other = await buildSchool();
    await Promise.all([addTo(school, id), addTo(other, id)]);
    const [here, there] = await Promise.all([signedIn(id, school.id), signedIn(id, other.id)]);
    await suspendMember(admin, id, true);
    expect(await again(here)).toBeNull();
    expect(await again(there)).not.toBeNull();
    expect(await actorOfJob({ schoolId: school.id, userId: id }, origin)).toBeNull();
    expect(await listSchools(there)).toHaveLength(1);
    expect((await findRecipients(school.registrar, "Pat Person")).map((one) => one.id)).not.toContain(id);
    // Their password still opens the other school.
    expect(await actorOfSession(await opened(signIn(email, PASSWORD, origin)), origin)).toMatchObject({
      schoolId: other.id,
    });
    await suspendMember(admin, id, false);
    expect(await again(here)).toBeNull();
    expect(await again(await signedIn(id, school.id))).not.toBeNull();
  });

  test("who is removed is out, keeps their name on what they did, and can be invited again", async () => {
    const { id, email } = await insertPerson(await hashPassword(PASSWORD, []));
    await addTo(school, id);
    const here = await signedIn(id, school.id);
    await removeMember(admin, id);
    expect(await again(here)).toBeNull();
    expect(await codeOf(signIn(email, PASSWORD, origin))).toBe("school_required");
    expect((await listStaff(admin)).members.map((one) => one.id)).not.toContain(id);
    expect(await codeOf(suspendMember(admin, id, false))).toBe("not_found");
    const { secret } = await inviteMember(admin, someone("teacher", email));
    expect(await actorAfter(join(secret))).toMatchObject({ userId: id, role: "teacher" });
  });
});

describe("is refused, and changes nothing", () => {
  const roleOf = async (actor: Actor) =>
    (
      await database()
        .select()
        .from(memberships)
        .where(and(eq(memberships.schoolId, actor.schoolId), eq(memberships.userId, actor.userId)))
    )[0];

  test("what an administrator would do to themselves, to other schools' people, and to service accounts", async () => {
    const other = await buildSchool();
    const { actor: service } = await school.token();
    for (const [id, code] of [
      [admin.userId, "forbidden"],
      [other.teacher.userId, "not_found"],
      [service.userId, "not_found"],
      [randomUUID(), "not_found"],
    ] as const) {
      expect(await codeOf(changeRole(admin, id, "viewer"))).toBe(code);
      expect(await codeOf(suspendMember(admin, id, true))).toBe(code);
      expect(await codeOf(removeMember(admin, id))).toBe(code);
      expect(await codeOf(grantRestricted(admin, id, true))).toBe(code);
    }
    for (const actor of [admin, other.teacher, service]) {
      expect(await roleOf(actor)).toMatchObject({ role: actor.role, suspendedAt: null, leftAt: null });
    }
    expect((await listStaff(admin)).members.map(({ id }) => id)).not.toContain(service.userId);
  });

  test("what others than administrators ask for", async () => {
    for (const actor of [school.registrar, school.teacher, school.viewer]) {
      expect(await codeOf(changeRole(actor, admin.userId, "viewer"))).toBe("forbidden");
      expect(await codeOf(suspendMember(actor, admin.userId, true))).toBe("forbidden");
      expect(await codeOf(removeMember(actor, admin.userId))).toBe("forbidden");
      expect(await codeOf(grantRestricted(actor, school.registrar.userId, true))).toBe("forbidden");
    }
    expect(await roleOf(admin)).toMatchObject({ role: "administrator", suspendedAt: null, leftAt: null });
  });

  test("two administrators who turn each other out at once: one of them stays", async () => {
    const second = await school.person("administrator");
    const codes = await Promise.all([
      codeOf(changeRole(admin, second.userId, "viewer")),
      codeOf(suspendMember(second, admin.userId, true)),
    ]);
    expect(codes.toSorted()).toEqual(["forbidden", "ok"]);
    const left = await database()
      .select()
      .from(memberships)
      .where(
        and(
          eq(memberships.schoolId, school.id),
          eq(memberships.role, "administrator"),
          sql`${memberships.suspendedAt} is null`,
          sql`${memberships.userId} in (select id from users where kind = 'person')`,
        ),
      );
    expect(left).toHaveLength(1);
  });
});
