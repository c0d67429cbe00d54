import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfJob, actorOfSession } from "#lib/auth/identify.ts";
import { moveSession } from "#lib/auth/mutations.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { startBulkAction } from "#lib/bulk/mutations.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import type { AppError } from "#lib/errors.ts";
import { importStaff } from "#lib/members/import/mutations.ts";
import { inviteMember } from "#lib/members/invitations.mutations.ts";
import { changeRole, grantRestricted, removeMember, suspendMember } from "#lib/members/mutations.ts";
import { makeResetLink } from "#lib/members/reset-link.mutations.ts";
import { confirmActor, waysToConfirm } from "#lib/reauthentication/mutations.ts";
import { makeRecoveryCodes } from "#lib/second-factor/enrol.mutations.ts";
import { confirmedBefore } from "#lib/testing/aged.ts";
import { appCode } from "#lib/testing/authenticator.ts";
import { insertDocuments } from "#lib/testing/documents.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { enrol } from "#lib/testing/second-factor.ts";
import { makeToken, revokeToken } from "#lib/tokens/mutations.ts";
import { deleteOldVersions } from "#lib/versions/old.mutations.ts";
import { addWebhook } from "#lib/webhooks/mutations.ts";

const PASSWORD = "correct horse battery";
/** Ten minutes, and a second less and more. */
const [FRESH, STALE] = [599, 601];
let passwordHash: string;
let school: TestSchool;
let admin: Actor;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD, []);
});
beforeEach(async () => {
  school = await buildSchool();
  admin = school.administrator;
  await database().update(users).set({ passwordHash }).where(eq(users.id, admin.userId));
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: AppError) => error.code,
  );
const again = async () => {
  const actor = await actorOfSession(admin.sessionId ?? "", admin.origin);
  if (actor === null) throw new Error("The session is over.");
  return actor;
};

async function trashed(): Promise<string> {
  const [id = ""] = await insertDocuments(admin, [{ filename: "a.pdf" }]);
  await trashDocuments(admin, [id]);
  return id;
}

const wanted = { name: "ERP", permissions: ["documents:read" as const], ends: null };
const somebody = { email: "nia@example.org", name: "Nia", role: "viewer" as const };

/** Everything that takes a fresh look at who is there. */
const dangerous = (live: string, gone: string): Record<string, (actor: Actor) => Promise<unknown>> => ({
  purge: (actor) => purgeDocuments(actor, [gone]),
  "purge by a job": (actor) => startBulkAction(actor, { action: "purge", of: { ids: [gone] } }),
  "drop old versions by a job": (actor) =>
    startBulkAction(actor, { action: "dropVersions", schoolId: school.id, upTo: new Date().toISOString() }),
  "drop a document's old versions": (actor) => deleteOldVersions(actor, live, new Date()),
  "change a role": (actor) => changeRole(actor, school.viewer.userId, "teacher"),
  grant: (actor) => grantRestricted(actor, school.teacher.userId, true),
  suspend: (actor) => suspendMember(actor, school.viewer.userId, true),
  remove: (actor) => removeMember(actor, school.viewer.userId),
  invite: (actor) => inviteMember(actor, somebody),
  "invite by a file": (actor) =>
    importStaff(actor, [{ row: 2, cells: { email: "nia@example.org" } }], "seal"),
  "make a link for a password": (actor) => makeResetLink(actor, school.viewer.userId),
  "make a token": (actor) => makeToken(actor, wanted),
  "revoke a token": (actor) => revokeToken(actor, crypto.randomUUID()),
  "tell a webhook of restricted files": (actor) =>
    addWebhook(actor, { url: "https://1.1.1.1/", events: ["document.created"], restricted: true }),
  "make recovery codes": (actor) => makeRecoveryCodes(actor),
});

describe("what cannot be taken back, and what gives others rights", () => {
  test("is refused to whoever signed in more than ten minutes ago, and leaves everything as it was", async () => {
    const [live = ""] = await insertDocuments(admin, [{ filename: "b.pdf" }]);
    const gone = await trashed();
    const late = await confirmedBefore(admin, STALE);
    for (const [name, act] of Object.entries(dangerous(live, gone))) {
      expect([name, await codeOf(act(late))]).toEqual([name, "reauthentication_required"]);
    }
    await insertDocuments(admin, []);
    const soon = await confirmedBefore(admin, FRESH);
    expect(await codeOf(purgeDocuments(soon, [gone]))).toBe("ok");
    for (const [name, act] of Object.entries(dangerous(live, gone))) {
      expect([name, await codeOf(act(soon))]).not.toEqual([name, "reauthentication_required"]);
    }
  });

  test("tells whoever may not do it at all no more than before", async () => {
    const gone = await trashed();
    const late = await confirmedBefore(school.teacher, STALE);
    expect(await codeOf(purgeDocuments(late, [gone]))).toBe("forbidden");
    expect(await codeOf(changeRole(late, school.viewer.userId, "teacher"))).toBe("forbidden");
  });

  test("is not asked of tokens and jobs, which nobody leaves lying open", async () => {
    const { actor: token } = await school.token();
    expect(await codeOf(purgeDocuments(token, [await trashed()]))).toBe("ok");
    const job = await actorOfJob({ schoolId: school.id, userId: admin.userId }, admin.origin);
    if (job === null) throw new Error("Nobody is there.");
    expect(await codeOf(purgeDocuments(job, [await trashed()]))).toBe("ok");
  });
});

describe("showing again who one is", () => {
  test("by the password makes room for ten minutes, in this session alone", async () => {
    await confirmedBefore(admin, STALE);
    expect(await waysToConfirm(admin)).toEqual(["password"]);
    expect(await codeOf(confirmActor(admin, { by: "password", secret: "a wrong one" }))).toBe(
      "wrong_password",
    );
    expect((await again()).confirmedRecently).toBe(false);
    await confirmActor(admin, { by: "password", secret: PASSWORD });
    expect((await again()).confirmedRecently).toBe(true);
    const events = await auditOf(school.id, "session.confirmed");
    expect(events.map(({ outcome, details }) => [outcome, details?.["reason"] ?? null])).toEqual([
      ["denied", "wrong_password"],
      ["ok", null],
    ]);
  });

  test("by a code works once, and by none that was used", async () => {
    const { key, codes } = await enrol(admin, PASSWORD, Date.now() - 30_000);
    await confirmedBefore(admin, STALE);
    expect(await waysToConfirm(admin)).toEqual(["password", "code"]);
    const secret = appCode(key);
    await confirmActor(admin, { by: "code", secret });
    expect((await again()).confirmedRecently).toBe(true);
    expect(await codeOf(confirmActor(admin, { by: "code", secret }))).toBe("wrong_code");
    expect(await codeOf(confirmActor(admin, { by: "code", secret: codes[0] ?? "" }))).toBe("ok");
  });

  test("cannot be guessed: ten passwords in a quarter of an hour", async () => {
    const came = [];
    for (let n = 0; n < 11; n += 1) {
      came.push(await codeOf(confirmActor(admin, { by: "password", secret: `guess ${n}` })));
    }
    expect(came).toEqual([...Array<string>(10).fill("wrong_password"), "rate_limited"]);
  });

  test("is nothing for who has no password and no app, nor for a token, nor in a session that has ended", async () => {
    await database().update(users).set({ passwordHash: null }).where(eq(users.id, admin.userId));
    const late = await confirmedBefore(admin, STALE);
    expect(await waysToConfirm(late)).toEqual([]);
    expect(await codeOf(confirmActor(late, { by: "password", secret: "" }))).toBe(
      "reauthentication_required",
    );
    // Also not by having signed in just now: else those minutes would have no end.
    const soon = await confirmedBefore(admin, FRESH);
    expect(await codeOf(confirmActor(soon, { by: "password", secret: "x" }))).toBe(
      "reauthentication_required",
    );
    const { actor } = await school.token();
    expect(await codeOf(confirmActor(actor, { by: "password", secret: PASSWORD }))).toBe("forbidden");
    await database().update(users).set({ passwordHash }).where(eq(users.id, admin.userId));
    await database().execute(sql`update sessions set revoked_at = now() where id = ${admin.sessionId}`);
    expect(await codeOf(confirmActor(admin, { by: "password", secret: PASSWORD }))).toBe("unauthenticated");
  });

  test("is not what changing schools is: the new session is no fresher than the old", async () => {
    const other = await buildSchool();
    await database()
      .insert(memberships)
      .values({ schoolId: other.id, userId: admin.userId, role: "administrator" });
    const late = await confirmedBefore(admin, STALE);
    const moved = await actorOfSession(await moveSession(late, other.id), late.origin);
    expect([moved?.schoolId, moved?.confirmedRecently]).toEqual([other.id, false]);
  });
});
