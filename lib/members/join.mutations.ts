import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import { hashPassword, passwordFits } from "#lib/auth/password.ts";
import { isGrantable } from "#lib/auth/permissions.ts";
import { countSignIn, forgiveSignIn } from "#lib/auth/rate-limit.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import { setPassword } from "#lib/auth/set-password.mutations.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { isOfThisSchoolAlone } from "#lib/members/alone.data.ts";
import { openInvitation } from "#lib/members/data.ts";
import type { OpenInvitation } from "#lib/members/types.ts";
import { type Opened, openOrAskIn } from "#lib/second-factor/open.mutations.ts";

type Account = { id: string; passwordHash: string | null; suspended: boolean; platformAdmin: boolean };

/** The account of an address; held by a transaction, so that nobody gives it a password or a school meanwhile. */
async function findByEmail(email: string, tx?: Transaction): Promise<Account | null> {
  const query = (tx ?? database())
    .select({
      id: users.id,
      passwordHash: users.passwordHash,
      suspended: sql<boolean>`${users.suspendedAt} is not null`,
      platformAdmin: users.platformAdmin,
    })
    .from(users)
    .where(sql`lower(${users.email}) = ${email.toLowerCase()}`);
  const [row] = await (tx === undefined ? query : query.for("update"));
  return row ?? null;
}

/** The place that a person has in a school, held; null for who is not there, or there no more. */
async function holdPlace(tx: Transaction, schoolId: string, userId: string) {
  const [row] = await tx
    .select({
      role: memberships.role,
      restrictedRead: memberships.restrictedRead,
      suspended: sql<boolean>`${memberships.suspendedAt} is not null`,
      left: sql<boolean>`${memberships.leftAt} is not null`,
    })
    .from(memberships)
    .where(and(eq(memberships.schoolId, schoolId), eq(memberships.userId, userId)))
    .for("update");
  return row === undefined || row.left ? null : row;
}

/**
 * Takes an invitation up and signs its person in. Who has an account proves it by its password; who has none gets one,
 * with the password given. An account that has no password yet gets it only where no other school knows the person, and
 * where they do not look after the installation: else whoever holds one school's link could walk into another. Who
 * signs in in two steps is asked for the second. Who is a member already stays what they are.
 * @throws {AppError} `invitation_not_good`, `wrong_password`, `weak_password`, `rate_limited`, `member_elsewhere`,
 * `invalid_request` where a new account has no name.
 */
export async function joinByInvitation(
  given: { secret: string; name: string | undefined; password: string },
  origin: RequestOrigin,
): Promise<Opened> {
  const { secret } = given;
  const open = await openInvitation(secret);
  if (open === null) throw new AppError("invitation_not_good");
  const before = await findByEmail(open.email);
  const passwordHash = await proven(before, open, given, origin);
  return database().transaction(async (tx) => {
    // The place, the person, the invitation: in this order, as where a place is changed, so that none waits for the other.
    const place = before === null ? null : await holdPlace(tx, open.schoolId, before.id);
    if (place?.suspended) throw new AppError("invitation_not_good");
    const account = await findByEmail(open.email, tx);
    // Somebody was faster, with another link or another password: what was proven is not what is there.
    if (account?.id !== before?.id || account?.passwordHash !== before?.passwordHash) {
      throw new AppError("invitation_not_good");
    }
    const [invitation] = await tx
      .update(invitations)
      .set({ usedAt: sql`now()` })
      .where(
        and(
          eq(invitations.hash, secretHash(secret)),
          isNull(invitations.usedAt),
          sql`${invitations.expiresAt} > now()`,
        ),
      )
      .returning();
    if (invitation === undefined) throw new AppError("invitation_not_good");
    const { schoolId, email } = invitation;
    // Who has a place keeps what it is now: it may have been changed since they were invited.
    const { role, restrictedRead } = place ?? {
      role: invitation.role,
      restrictedRead: invitation.restrictedRead && isGrantable(invitation.role),
    };
    const userId = await person(tx, account, { schoolId, email, name: given.name, passwordHash });
    await tx
      .insert(memberships)
      .values({ schoolId, userId, role, restrictedRead })
      .onConflictDoUpdate({
        target: [memberships.schoolId, memberships.userId],
        set: { role, restrictedRead, leftAt: null, suspendedAt: null },
        // Let in by somebody else at this moment: then it is not changed.
        setWhere: isNotNull(memberships.leftAt),
      });
    const subject = { schoolId, userId, origin };
    if (account !== null && passwordHash !== null) {
      await record(tx, subject, { action: "password.reset", targetType: "user", targetId: userId });
    }
    await record(tx, subject, {
      action: "member.joined",
      targetType: "user",
      targetId: userId,
      details: { role, ...(restrictedRead && { restricted: "granted" }) },
    });
    // Theirs by now, in this transaction: with the password that was proven, or that they have just been given.
    const passwordNow = account?.passwordHash ?? passwordHash;
    return openOrAskIn(tx, { userId, passwordHash: passwordNow }, schoolId, origin, {
      factor: "password",
      mfa: false,
    });
  });
}

/** The hash of the password for an account that has none, once it is known that it may be set; null for one that has. */
async function proven(
  account: Account | null,
  { schoolName, name, email }: OpenInvitation,
  given: { name: string | undefined; password: string },
  origin: RequestOrigin,
): Promise<string | null> {
  if (account?.suspended) throw new AppError("invitation_not_good");
  const { password } = given;
  if (account === null || account.passwordHash === null) {
    return hashPassword(password, [schoolName, name, email, given.name]);
  }
  await countSignIn(email, origin);
  if (!(await passwordFits(account.passwordHash, password))) throw new AppError("wrong_password");
  await forgiveSignIn(email, origin);
  return null;
}

async function person(
  tx: Transaction,
  account: Account | null,
  made: { schoolId: string; email: string; name: string | undefined; passwordHash: string | null },
): Promise<string> {
  const { schoolId, email, name, passwordHash } = made;
  if (account === null) {
    if (name === undefined) throw new AppError("invalid_request", { field: "name" });
    const [row] = await tx
      .insert(users)
      .values({ name, email, passwordHash })
      .onConflictDoNothing()
      .returning({ id: users.id });
    // Joined at the same moment by another school's link.
    if (row === undefined) throw new AppError("conflict");
    return row.id;
  }
  if (passwordHash !== null) {
    const isOwn = !account.platformAdmin && (await isOfThisSchoolAlone(tx, account.id, schoolId));
    if (!isOwn) throw new AppError("member_elsewhere");
    await setPassword(tx, account.id, passwordHash, null);
  }
  return account.id;
}
