import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { identities } from "#db/schema/identities.ts";
import { memberships } from "#db/schema/memberships.ts";
import { sessions } from "#db/schema/sessions.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditEvent } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { holds } from "#lib/auth/holds.data.ts";
import { isGrantable, type Role } from "#lib/auth/permissions.ts";
import { endSignIns, revokeSessions } from "#lib/auth/revoke.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { holdIfOwn } from "#lib/members/alone.data.ts";
import { withdrawOpen } from "#lib/members/withdraw.mutations.ts";

/**
 * Has work done on a member of the actor's school. All administrators are held meanwhile, in one order, and the actor is
 * looked at once more: of two who demote each other at once one comes too late, and no school is left without one.
 * @throws {AppError} `forbidden`, `not_found`, `reauthentication_required`.
 */
export async function onMember(
  actor: Actor,
  userId: string,
  work: (
    tx: Transaction,
    member: { role: Role; restrictedRead: boolean; suspended: boolean },
  ) => Promise<AuditEvent | null>,
): Promise<void> {
  await authorize(actor, "members:manage", { type: "member", id: userId });
  // One's own place is for another administrator to change: nobody locks themselves out by a slip.
  if (userId === actor.userId) throw new AppError("forbidden");
  requireRecent(actor);
  const ofSchool = eq(memberships.schoolId, actor.schoolId);
  await database().transaction(async (tx) => {
    const administrators = await tx
      .select({ id: memberships.userId })
      .from(memberships)
      .where(and(ofSchool, eq(memberships.role, "administrator"), holds()))
      .orderBy(asc(memberships.userId))
      .for("update");
    const stillOne = actor.via === "token" || administrators.some(({ id }) => id === actor.userId);
    if (!stillOne) throw new AppError("forbidden");
    const [member] = await tx
      .select({
        role: memberships.role,
        restrictedRead: memberships.restrictedRead,
        suspended: sql<boolean>`${memberships.suspendedAt} is not null`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(ofSchool, eq(memberships.userId, userId), eq(users.kind, "person"), isNull(memberships.leftAt)),
      )
      .for("update", { of: memberships });
    if (member === undefined) throw new AppError("not_found");
    const event = await work(tx, member);
    if (event !== null) await record(tx, actor, { ...event, targetType: "user", targetId: userId });
  });
}

const place = (actor: Actor, userId: string) =>
  and(eq(memberships.schoolId, actor.schoolId), eq(memberships.userId, userId));

async function endSessions(tx: Transaction, actor: Actor, userId: string): Promise<void> {
  await revokeSessions(tx, eq(sessions.schoolId, actor.schoolId), eq(sessions.userId, userId));
}

/**
 * Gives a member another role, from their next request on. Sight of restricted files goes with a role that cannot have it.
 * @throws {AppError} `forbidden`, also for one's own; `not_found` for whoever is no member of the actor's school.
 */
export async function changeRole(actor: Actor, userId: string, role: Role): Promise<void> {
  await onMember(actor, userId, async (tx, before) => {
    if (before.role === role) return null;
    const lost = before.restrictedRead && !isGrantable(role);
    await tx
      .update(memberships)
      .set({ role, ...(lost && { restrictedRead: false }) })
      .where(place(actor, userId));
    await withdrawOpen(tx, actor, { userId, isDismissed: before.role === "administrator" });
    const details = { from: before.role, to: role, ...(lost && { restricted: "withdrawn" }) };
    return { action: "member.role_changed", details };
  });
}

/**
 * Lets a registrar or a teacher see restricted files from their next request on, or takes that back.
 * @throws {AppError} `forbidden`, also for oneself and for whoever may not see them oneself; `not_found` for whoever is
 * no member of the actor's school; `invalid_request` for other roles.
 */
export async function grantRestricted(actor: Actor, userId: string, granted: boolean): Promise<void> {
  await authorize(actor, "restricted:read", { type: "member", id: userId });
  await onMember(actor, userId, async (tx, before) => {
    if (granted && !isGrantable(before.role)) throw new AppError("invalid_request", { field: "role" });
    if (before.restrictedRead === granted) return null;
    await tx.update(memberships).set({ restrictedRead: granted }).where(place(actor, userId));
    return { action: granted ? "member.restricted_granted" : "member.restricted_withdrawn" };
  });
}

/**
 * Keeps a member out of the actor's school from their next request on, or lets them in again. Other schools of theirs
 * are no business of this one.
 * @throws {AppError} `forbidden`, also for oneself; `not_found` for whoever is no member of the actor's school.
 */
export async function suspendMember(actor: Actor, userId: string, suspended: boolean): Promise<void> {
  await onMember(actor, userId, async (tx, before) => {
    if (before.suspended === suspended) return null;
    const at = suspended ? sql`now()` : null;
    await tx.update(memberships).set({ suspendedAt: at }).where(place(actor, userId));
    if (suspended) {
      await withdrawOpen(tx, actor, { userId, isDismissed: before.role === "administrator" });
      await endSessions(tx, actor, userId);
    }
    return { action: suspended ? "member.suspended" : "member.resumed" };
  });
}

/**
 * Removes a member from the actor's school. What they have uploaded stays, under their name; invited again they are the
 * same person.
 * @throws {AppError} `forbidden`, also for oneself; `not_found` for whoever is no member of the actor's school.
 */
export async function removeMember(actor: Actor, userId: string): Promise<void> {
  await onMember(actor, userId, async (tx, before) => {
    await tx
      .update(memberships)
      .set({ leftAt: sql`now()`, restrictedRead: false })
      .where(place(actor, userId));
    await withdrawOpen(tx, actor, { userId, isDismissed: before.role === "administrator" });
    await endSessions(tx, actor, userId);
    return { action: "member.removed", details: { role: before.role } };
  });
}

/**
 * Unlinks the account at a sign-in provider that a member came with, so that another of their e-mail's is linked when it
 * comes: for whoever was given a new one there. Every session of theirs ends, for it may have come of the old one.
 * @throws {AppError} `forbidden`, also for oneself; `not_found` for whoever is no member of the actor's school;
 * `unlink_elsewhere` for whoever belongs to another one too, or looks after the installation.
 */
export async function unlinkMember(actor: Actor, userId: string): Promise<void> {
  await onMember(actor, userId, async (tx) => {
    if (!(await holdIfOwn(tx, userId, actor.schoolId))) throw new AppError("unlink_elsewhere");
    const gone = await tx
      .delete(identities)
      .where(eq(identities.userId, userId))
      .returning({ email: identities.email });
    if (gone.length === 0) return null;
    await endSignIns(tx, userId, null);
    return { action: "identity.unlinked" };
  });
}
