import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { passwordResets } from "#db/schema/password-resets.ts";
import { users } from "#db/schema/users.ts";
import { record } from "#lib/audit/mutations.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { passwordContextOf } from "#lib/auth/password-context.data.ts";
import { countResetRequest, forgiveSignIn } from "#lib/auth/rate-limit.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import { setPassword } from "#lib/auth/set-password.mutations.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { isOfThisSchoolAlone } from "#lib/members/alone.data.ts";
import { findReset, schoolsOf } from "#lib/password-reset/data.ts";

/**
 * Has a link for a new password mailed to whoever has this e-mail. Nothing is looked up here: for an account and for
 * none the answer and the work are the same (ASVS 6.3.8), and the job finds out.
 * @throws {AppError} `rate_limited`, whether or not anybody has the e-mail.
 */
export async function requestReset(email: string, origin: RequestOrigin): Promise<void> {
  await countResetRequest(email, origin);
  const key = `reset:${secretHash(email.toLowerCase()).slice(0, 32)}`;
  await database().transaction((tx) =>
    addJob(tx, "mail_password_reset", { email, at: new Date().toISOString(), origin }, { key }),
  );
}

/** Whether what an administrator of a school made is still theirs to give: see `makeResetLink`. */
async function isSchoolsToGive(
  tx: Transaction,
  person: { id: string; platformAdmin: boolean },
  schoolId: string,
): Promise<boolean> {
  const theirs = await schoolsOf(tx, person.id);
  return (
    !person.platformAdmin &&
    theirs.some(({ id }) => id === schoolId) &&
    (await isOfThisSchoolAlone(tx, person.id, schoolId))
  );
}

/**
 * Uses up a link: its person has a new password, and every session of theirs ends. Nobody is signed in by it, so a
 * second factor is asked for as ever.
 * @throws {AppError} `reset_not_good`, and `weak_password`, after which the link still works.
 */
export async function resetByLink(secret: string, password: string, origin: RequestOrigin): Promise<void> {
  const found = await findReset(secret);
  if (found === null) throw new AppError("reset_not_good");
  const { userId, email } = found;
  const passwordHash = await hashPassword(password, await passwordContextOf(found));
  await database().transaction(async (tx) => {
    // The person first, as everything that sets a password does: so none of them waits for the other.
    const [person] = await tx
      .select({ id: users.id, platformAdmin: users.platformAdmin })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.suspendedAt)))
      .for("update");
    const [used] = await tx
      .delete(passwordResets)
      .where(and(eq(passwordResets.hash, secretHash(secret)), sql`${passwordResets.expiresAt} > now()`))
      .returning({ schoolId: passwordResets.schoolId });
    if (person === undefined || used === undefined) throw new AppError("reset_not_good");
    if (used.schoolId !== null && !(await isSchoolsToGive(tx, person, used.schoolId))) {
      throw new AppError("reset_not_good");
    }
    await setPassword(tx, userId, passwordHash, null);
    const event = { action: "password.reset", targetType: "user", targetId: userId } as const;
    const schoolIds = (await schoolsOf(tx, userId)).map(({ id }) => id);
    // Whoever can come into no school now may be let in again later.
    for (const schoolId of schoolIds.length === 0 ? [null] : schoolIds) {
      await record(tx, { schoolId, userId, origin }, event);
    }
  });
  // Whoever could not remember it has tried: the new one is not to wait for that.
  await forgiveSignIn(email, origin);
}
