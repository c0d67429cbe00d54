import "server-only";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, authorizePerson, requireRecent } from "#lib/auth/authorize.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";
import { requireStill } from "#lib/auth/still.data.ts";
import { AppError } from "#lib/errors.ts";
import { addJobs } from "#lib/jobs/mutations.ts";
import { mailSite } from "#lib/mail/site.ts";
import { INVITATION_DAYS, MAX_INVITATIONS } from "#lib/members/constants.ts";
import { staffPlanOf } from "#lib/members/import/data.ts";
import type { StaffImported, StaffRow, Wanted } from "#lib/members/import/types.ts";

type Invitation = Wanted & { id: string; secret: string };

async function write(tx: Transaction, actor: Actor, made: readonly Invitation[]): Promise<void> {
  const { schoolId } = actor;
  const own = and(eq(invitations.schoolId, schoolId), isNull(invitations.usedAt));
  // What is left of these addresses is too old to be taken up.
  const addresses = made.map(({ email }) => email.toLowerCase());
  await tx.delete(invitations).where(and(own, inArray(sql`lower(${invitations.email})`, addresses)));
  const [waiting] = await tx.select({ count: sql<number>`count(*)::int` }).from(invitations).where(own);
  if ((waiting?.count ?? 0) + made.length > MAX_INVITATIONS) {
    throw new AppError("too_many_invitations", { limit: MAX_INVITATIONS });
  }
  await tx.insert(invitations).values(
    made.map(({ id, name, email, role, restricted, secret }) => ({
      id,
      schoolId,
      name,
      email,
      role,
      restrictedRead: restricted,
      invitedBy: actor.userId,
      hash: secretHash(secret),
      expiresAt: sql`now() + make_interval(days => ${INVITATION_DAYS})`,
    })),
  );
  await record(
    tx,
    actor,
    made.map(({ id, name, email, role, restricted }) => ({
      action: "member.invited" as const,
      targetType: "invitation",
      targetId: id,
      details: { email, name, role, import: true, ...(restricted && { restricted: "granted" }) },
    })),
  );
}

/**
 * Invites whom a file asks for, each by a link of their own; whoever is here or was asked already is let be, and so are
 * rows that are wrong. The links are mailed by jobs where mail can be sent, and else told this once.
 * @param seal of the preview: where the school has changed since, nothing is done.
 * @throws {AppError} `forbidden`, `conflict`, `too_many_invitations`, `reauthentication_required`.
 */
export async function importStaff(
  actor: Actor,
  rows: readonly StaffRow[],
  seal: string,
): Promise<StaffImported> {
  authorizePerson(actor);
  await authorize(actor, "members:manage");
  requireRecent(actor);
  const mailed = mailSite() !== null;
  return database().transaction(async (tx) => {
    // Held, so that invitations at once are counted one after the other.
    await tx
      .select({ id: schools.id })
      .from(schools)
      .where(eq(schools.id, actor.schoolId))
      .for("no key update");
    await requireStill(tx, actor);
    const plan = await staffPlanOf(tx, actor, rows);
    if (plan.seal !== seal) throw new AppError("conflict");
    const made = plan.rows.flatMap((row): Invitation[] =>
      row.is === "invite" ? [{ ...row, id: v7(), secret: newSetupSecret() }] : [],
    );
    if (made.length === 0) return { invited: 0, mailed, links: [] };
    if (made.some(({ restricted }) => restricted)) await authorize(actor, "restricted:read");
    await write(tx, actor, made);
    if (mailed) {
      const jobs = made.map(({ id }) => ({ payload: { invitationId: id }, key: `invitation:${id}` }));
      await addJobs(tx, "mail_invitation", jobs);
      return { invited: made.length, mailed, links: [] };
    }
    const links = made.map(({ name, email, role, secret }) => ({ name, email, role, secret }));
    return { invited: made.length, mailed, links };
  });
}
