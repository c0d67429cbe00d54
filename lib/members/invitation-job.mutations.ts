import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";

/** Gives an invitation that still waits a new secret, and says what its mail needs; null where it waits no more. */
export async function renewInvitation(id: string) {
  const secret = newSetupSecret();
  const open = and(eq(invitations.id, id), isNull(invitations.usedAt), sql`${invitations.expiresAt} > now()`);
  return database().transaction(async (tx) => {
    const renewed = await tx
      .update(invitations)
      .set({ hash: secretHash(secret) })
      .where(open)
      .returning({ id: invitations.id });
    if (renewed.length === 0) return null;
    const [row] = await tx
      .select({
        name: invitations.name,
        email: invitations.email,
        school: schools.name,
        author: users.name,
        locale: sql<string>`coalesce(${users.locale}, ${schools.locale})`,
      })
      .from(invitations)
      .innerJoin(schools, eq(schools.id, invitations.schoolId))
      .innerJoin(users, eq(users.id, invitations.invitedBy))
      .where(eq(invitations.id, id));
    return row === undefined ? null : { ...row, secret };
  });
}
