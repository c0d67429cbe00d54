import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { config } from "#lib/config.ts";
import type { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { listStaff } from "#lib/members/data.ts";
import { previewStaff } from "#lib/members/import/data.ts";
import { importStaff } from "#lib/members/import/mutations.ts";
import type { StaffRow } from "#lib/members/import/types.ts";
import { mailWaitingInvitation } from "#lib/members/invitation-job.ts";
import { inviteMember, withdrawInvitation } from "#lib/members/invitations.mutations.ts";
import { joinByInvitation } from "#lib/members/join.mutations.ts";
import { changeRole, suspendMember } from "#lib/members/mutations.ts";
import { runMail } from "#lib/testing/jobs.ts";
import { mailServer } from "#lib/testing/mail-server.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";

const here = localOrigin("test");
let school: TestSchool;
let admin: Actor;
beforeEach(async () => {
  school = await buildSchool();
  admin = school.administrator;
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
/** An address that nobody has yet. */
const fresh = (name: string) => `${name}-${randomUUID()}@example.org`;
const row = (n: number, name: string, email: string, role: string, restricted = ""): StaffRow => ({
  row: n,
  cells: { name, email, role, restricted },
});
const sorts = async (rows: readonly StaffRow[]) => (await previewStaff(admin, rows)).rows.map(({ is }) => is);
const run = async (rows: readonly StaffRow[], actor = admin) =>
  importStaff(actor, rows, (await previewStaff(actor, rows)).seal);
const join = (secret: string) =>
  joinByInvitation({ secret, name: "Mía Sol", password: "seven grey herons wading" }, here);
const memberOf = async (email: string) =>
  (
    await database()
      .select({ role: memberships.role, restrictedRead: memberships.restrictedRead })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(users.email, email))
  )[0];

test("those who are new are invited by links that work, each in the audit, and by a second run nobody", async () => {
  const [mia, sol] = [fresh("mia"), fresh("sol")];
  const rows = [
    row(2, "Mía Sol", mia, "docente", "sí"),
    row(3, "", fresh("nobody"), "docente"),
    row(4, "Teacher", (school.teacher.userEmail ?? "").toUpperCase(), "viewer"),
    row(5, "Sol", sol, "viewer"),
    row(6, "Sol again", sol.toUpperCase(), "teacher"),
  ];
  expect(await sorts(rows)).toEqual(["invite", "error", "other_role", "invite", "error"]);
  const done = await run(rows);
  expect(done).toMatchObject({ invited: 2, mailed: false });
  expect(done.links.map(({ name, email, role }) => [name, email, role])).toEqual([
    ["Mía Sol", mia, "teacher"],
    ["Sol", sol, "viewer"],
  ]);
  const kept = await database().select().from(invitations).where(eq(invitations.schoolId, school.id));
  for (const { secret } of done.links) expect(JSON.stringify(kept)).not.toContain(secret);
  expect(await auditOf(school.id, "member.invited")).toHaveLength(2);
  expect((await listStaff(admin)).invitations).toMatchObject([
    { name: "Mía Sol", restrictedRead: true },
    { name: "Sol", restrictedRead: false },
  ]);
  expect(await sorts(rows)).toEqual(["invited", "error", "other_role", "invited", "error"]);
  expect(await run(rows)).toMatchObject({ invited: 0, links: [] });

  expect(await codeOf(join(done.links[0]?.secret ?? ""))).toBe("ok");
  expect(await memberOf(mia)).toEqual({ role: "teacher", restrictedRead: true });
  expect((await listStaff(admin)).members.find(({ id }) => id === school.teacher.userId)?.role).toBe(
    "teacher",
  );
});

test("what an invitation grants stays with its new link, and goes with another role", async () => {
  const [mia, sol] = [fresh("mia"), fresh("sol")];
  await run([row(2, "Mía", mia, "teacher", "yes"), row(3, "Sol", sol, "teacher", "yes")]);
  const again = await inviteMember(admin, { name: "Mía", email: mia, role: "registrar" });
  await join(again.secret);
  expect(await memberOf(mia)).toEqual({ role: "registrar", restrictedRead: true });
  const less = await inviteMember(admin, { name: "Sol", email: sol, role: "viewer" });
  await join(less.secret);
  expect(await memberOf(sol)).toEqual({ role: "viewer", restrictedRead: false });
});

test("a thousand are invited in one go; whose invitation is over is invited anew", async () => {
  const rows = Array.from({ length: 1000 }, (_, n) => row(n + 2, `Person ${n}`, fresh(`p${n}`), "viewer"));
  expect((await run(rows)).links).toHaveLength(1000);
  await database()
    .update(invitations)
    .set({ expiresAt: sql`now() - interval '1 second'` })
    .where(eq(invitations.schoolId, school.id));
  expect(new Set(await sorts(rows))).toEqual(new Set(["invite"]));
  expect((await run(rows)).links).toHaveLength(1000);
  const more = Array.from({ length: 1000 }, (_, n) => row(n + 2, `More ${n}`, fresh(`m${n}`), "viewer"));
  expect((await run(more)).invited).toBe(1000);
  expect(await codeOf(run([row(2, "One more", fresh("one"), "viewer")]))).toBe("too_many_invitations");
});

test("what has changed since the preview is looked at anew, and of two runs at once one invites", async () => {
  const rows = [row(2, "Mía", fresh("mia"), "viewer"), row(3, "Sol", fresh("sol"), "viewer")];
  const { seal } = await previewStaff(admin, rows);
  await inviteMember(admin, { name: "Mía", email: rows[0]?.cells.email ?? "", role: "viewer" });
  expect(await codeOf(importStaff(admin, rows, seal))).toBe("conflict");
  const { seal: now } = await previewStaff(admin, rows);
  const codes = await Promise.all([1, 2, 3].map(() => codeOf(importStaff(admin, rows, now))));
  expect(codes.toSorted()).toEqual(["conflict", "conflict", "ok"]);
  expect(await auditOf(school.id, "member.invited")).toHaveLength(2);
});

test("who is suspended is let be, and who was demoted since they were asked about imports nobody", async () => {
  const { userId, userEmail } = school.viewer;
  const second = await school.person("administrator");
  const rows = [row(2, "Vera", userEmail ?? "", "viewer"), row(3, "Mía", fresh("mia"), "viewer")];
  expect(await sorts(rows)).toEqual(["invite", "invite"]);
  await suspendMember(admin, userId, true);
  expect(await sorts(rows)).toEqual(["here", "invite"]);
  const { seal } = await previewStaff(second, rows);
  await changeRole(admin, second.userId, "registrar");
  expect(await codeOf(importStaff(second, rows, seal))).toBe("forbidden");
  expect(await auditOf(school.id, "member.invited")).toEqual([]);
});

test("other schools' people and invitations are nobody here, and nobody else imports", async () => {
  const other = await buildSchool();
  const mia = fresh("mia");
  await inviteMember(other.administrator, { name: "Mía", email: mia, role: "viewer" });
  const rows = [row(2, "Mía", mia, "viewer"), row(3, "T", other.teacher.userEmail ?? "", "viewer")];
  expect(await sorts(rows)).toEqual(["invite", "invite"]);
  const { seal } = await previewStaff(admin, rows);
  for (const actor of [school.registrar, school.teacher, school.viewer]) {
    expect(await codeOf(previewStaff(actor, rows))).toBe("forbidden");
    expect(await codeOf(importStaff(actor, rows, seal))).toBe("forbidden");
  }
  const { actor: token } = await school.token();
  expect(await codeOf(importStaff(token, rows, seal))).toBe("forbidden");
  expect(await auditOf(school.id, "member.invited")).toEqual([]);
});

test("where mail is sent each gets a link of their own by a real mail server, and no job holds its secret", async () => {
  await using mail = await mailServer();
  config().NEXTAUTH_URL = "https://docs.example.org/";
  await database().update(users).set({ locale: "es" }).where(eq(users.id, admin.userId));
  const [mia, sol, gone] = [fresh("mia"), fresh("sol"), fresh("gone")];
  const done = await run([mia, sol, gone].map((email, n) => row(n + 2, `Person ${n}`, email, "viewer")));
  expect(done).toEqual({ invited: 3, mailed: true, links: [] });
  const { invitations: waiting } = await listStaff(admin);
  const idOf = (email: string) => waiting.find((one) => one.email === email)?.id ?? "";
  const jobs = await database().execute<{ payload: object }>(sql`
    select payload from graphile_worker._private_jobs where key = ${`invitation:${idOf(mia)}`}`);
  expect(jobs.map(({ payload }) => payload)).toEqual([{ invitationId: idOf(mia) }]);
  await withdrawInvitation(admin, idOf(gone));
  await runMail();
  expect([mia, sol, gone].map((email) => mail.to(email).length)).toEqual([1, 1, 0]);
  const [letter] = mail.to(mia);
  expect(letter?.subject).toBe(`Invitación a ${admin.schoolName}`);
  expect(letter?.text).toContain("Hola, Person 0:");
  const secretIn = (text = "") => /https:\/\/docs\.example\.org\/invite\?token=(\S+)/.exec(text)?.[1] ?? "";
  expect(await codeOf(join(secretIn(letter?.text)))).toBe("ok");
  // A job that runs twice, because its end was lost: the later link counts.
  await mailWaitingInvitation({ invitationId: idOf(sol) });
  await mailWaitingInvitation({ invitationId: idOf(mia) });
  expect([mail.to(sol).length, mail.to(mia).length]).toEqual([2, 1]);
  expect(await codeOf(join(secretIn(mail.to(sol)[0]?.text)))).toBe("invitation_not_good");
  expect(await codeOf(join(secretIn(mail.to(sol)[1]?.text)))).toBe("ok");
});
