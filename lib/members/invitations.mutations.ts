import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { isGrantable, type Role } from "#lib/auth/permissions.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";
import { requireStill } from "#lib/auth/still.data.ts";
import { AppError } from "#lib/errors.ts";
import { INVITATION_DAYS, MAX_INVITATIONS } from "#lib/members/constants.ts";
import { mailInvitation } from "#lib/members/invitation-mail.ts";
import type { Invited } from "#lib/members/types.ts";

/**
 * Asks somebody to join the actor's school, by a link that works once and for seven days; an earlier one to the same
 * address works no more. It is mailed where mail can be sent, and can be handed over in any case.
 * @throws {AppError} `forbidden`, `member_exists` for whoever can sign in to the school already or is suspended there,
 * `too_many_invitations`, `reauthentication_required`.
 */
export async function inviteMember(
  actor: Actor,
  person: { email: string; name: string; role: Role },
): Promise<Invited> {
  await authorize(actor, "members:manage");
  requireRecent(actor);
  const secret = newSetupSecret();
  const { schoolId, userId } = actor;
  const address = person.email.toLowerCase();
  await database().transaction(async (tx) => {
    // Held, so that two invitations at once are counted one after the other.
    await tx.select({ id: schools.id }).from(schools).where(eq(schools.id, schoolId)).for("no key update");
    await requireStill(tx, actor);
    const [member] = await tx
      .select({
        isIn: sql<boolean>`${users.passwordHash} is not null or ${memberships.suspendedAt} is not null`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.schoolId, schoolId),
          isNull(memberships.leftAt),
          sql`lower(${users.email}) = ${address}`,
        ),
      );
    if (member?.isIn) throw new AppError("member_exists");
    const own = and(eq(invitations.schoolId, schoolId), isNull(invitations.usedAt));
    const before = await tx
      .delete(invitations)
      .where(and(own, sql`lower(${invitations.email}) = ${address}`))
      .returning({ restrictedRead: invitations.restrictedRead });
    const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(invitations).where(own);
    if ((row?.count ?? 0) >= MAX_INVITATIONS) {
      throw new AppError("too_many_invitations", { limit: MAX_INVITATIONS });
    }
    await tx.insert(invitations).values({
      ...person,
      // A new link is the old invitation still.
      restrictedRead: isGrantable(person.role) && before.some(({ restrictedRead }) => restrictedRead),
      schoolId,
      invitedBy: userId,
      hash: secretHash(secret),
      expiresAt: sql`now() + make_interval(days => ${INVITATION_DAYS})`,
    });
    await record(tx, actor, {
      action: "member.invited",
      targetType: "invitation",
      details: { email: person.email, name: person.name, role: person.role },
    });
  });
  return { secret, mail: await mailInvitation(actor, person, secret) };
}

/**
 * Takes an invitation back: its link works no more.
 * @throws {AppError} `forbidden`, `not_found` for one of another school, and for one that was taken up.
 */
export async function withdrawInvitation(actor: Actor, id: string): Promise<void> {
  await authorize(actor, "members:manage");
  await database().transaction(async (tx) => {
    const [gone] = await tx
      .delete(invitations)
      .where(
        and(eq(invitations.id, id), eq(invitations.schoolId, actor.schoolId), isNull(invitations.usedAt)),
      )
      .returning({ email: invitations.email, name: invitations.name });
    if (gone === undefined) throw new AppError("not_found");
    await record(tx, actor, {
      action: "member.invitation_withdrawn",
      targetType: "invitation",
      targetId: id,
      details: gone,
    });
  });
}
