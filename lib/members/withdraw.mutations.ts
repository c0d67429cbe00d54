import "server-only";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";

/**
 * Takes back what would bring a member of the actor's school back to the place that is changed now, and, where they are
 * an administrator no more, what they have made for others: it would outlive them. Their place is held by the caller.
 * Who made a link for a password is not kept: all of the school's are void.
 */
export async function withdrawOpen(
  tx: Transaction,
  actor: Actor,
  member: { userId: string; isDismissed: boolean },
): Promise<void> {
  const { userId, isDismissed } = member;
  const { schoolId } = actor;
  // The person before their links, as everything that sets a password does.
  const [person] = await tx
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, userId))
    .for("update");
  const theirs = sql`lower(${invitations.email}) = ${person?.email?.toLowerCase() ?? null}`;
  const gone = await tx
    .delete(invitations)
    .where(
      and(
        eq(invitations.schoolId, schoolId),
        isNull(invitations.usedAt),
        isDismissed ? or(theirs, eq(invitations.invitedBy, userId)) : theirs,
      ),
    )
    .returning({ id: invitations.id, email: invitations.email, name: invitations.name });
  await record(
    tx,
    actor,
    gone.map(({ id, ...details }) => ({
      action: "member.invitation_withdrawn" as const,
      targetType: "invitation",
      targetId: id,
      details,
    })),
  );
  if (isDismissed) await tx.delete(passwordResets).where(eq(passwordResets.schoolId, schoolId));
}
