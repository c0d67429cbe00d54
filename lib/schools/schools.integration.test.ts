import { eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { joinByInvitation } from "#lib/members/join.mutations.ts";
import { foundSchool } from "#lib/schools/mutations.ts";
import { buildSchool, opened, type TestSchool } from "#lib/testing/school.ts";

const PASSWORD = "four calm horses stand outside";
let school: TestSchool;
let keeper: Actor;
beforeAll(async () => {
  school = await buildSchool();
  const { administrator } = school;
  await database().update(users).set({ platformAdmin: true }).where(eq(users.id, administrator.userId));
  const actor = await actorOfSession(administrator.sessionId ?? "", localOrigin("test"));
  if (actor === null) throw new Error("they are not signed in any more");
  keeper = actor;
});

const wanted = (values: object = {}) => ({
  name: "Colegio Río Ñandú",
  timeZone: "America/Montevideo",
  locale: "es" as const,
  adminName: "Olga Paz",
  adminEmail: `${crypto.randomUUID()}@example.org`,
  ...values,
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code: string }) => error.code,
  );

test("a school is made with an administrator who chooses their password, and its maker stays outside", async () => {
  const given = wanted();
  const made = await foundSchool(keeper, given);
  expect(made.slug).toMatch(/^colegio-rio-nandu(-\d+)?$/);
  const events = await database().select().from(auditEvents).where(eq(auditEvents.schoolId, made.id));
  expect(events.map(({ action, userId }) => `${action} ${userId}`).toSorted()).toEqual([
    `member.invited ${keeper.userId}`,
    `school.created ${keeper.userId}`,
  ]);
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from memberships where school_id = ${made.id} and user_id = ${keeper.userId}`);
  expect(row?.count).toBe(0);
  const origin = localOrigin("Browser");
  const secret = made.secret ?? "";
  const sessionId = await opened(joinByInvitation({ secret, name: undefined, password: PASSWORD }, origin));
  expect(await actorOfSession(sessionId, origin)).toMatchObject({
    schoolId: made.id,
    schoolName: given.name,
    role: "administrator",
    userName: given.adminName,
    timeZone: given.timeZone,
    platformAdmin: false,
  });
  expect(await codeOf(joinByInvitation({ secret, name: undefined, password: PASSWORD }, origin))).toBe(
    "invitation_not_good",
  );
});

test("schools of one name are told apart, and who has an account joins with it", async () => {
  const [one, other] = [await foundSchool(keeper, wanted()), await foundSchool(keeper, wanted())];
  expect(one.slug).not.toBe(other.slug);
  const adminEmail = school.teacher.userEmail ?? "";
  const known = await foundSchool(keeper, wanted({ adminEmail: adminEmail.toUpperCase() }));
  expect(known.secret).toBeNull();
  const [row] = await database().execute<{ role: string }>(sql`
    select role from memberships where school_id = ${known.id} and user_id = ${school.teacher.userId}`);
  expect(row?.role).toBe("administrator");
});

test("for all others there is no such thing, and nothing is made", async () => {
  const count = async () => (await database().execute(sql`select id from schools`)).length;
  const before = await count();
  const { actor: token } = await school.token("settings:manage");
  for (const actor of [school.registrar, school.viewer, token]) {
    expect(await codeOf(foundSchool(actor, wanted()))).toBe("not_found");
  }
  expect(await count()).toBe(before);
});
