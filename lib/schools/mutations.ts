import "server-only";
import { sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform, requireRecent } from "#lib/auth/authorize.ts";
import { insertSchoolWithAdmin } from "#lib/auth/schools.mutations.ts";
import { newSetupSecret, secretHash } from "#lib/auth/secrets.ts";
import { slugOf } from "#lib/auth/slug.ts";
import { AppError } from "#lib/errors.ts";
import { INVITATION_DAYS } from "#lib/members/constants.ts";
import type { MadeSchool, WantedSchool } from "#lib/schools/types.ts";

/** Schools of one name, each with a number behind its slug. */
const MOST_OF_A_NAME = 50;

async function insertUnderFreeSlug(tx: Transaction, actor: Actor, wanted: WantedSchool) {
  const { name, timeZone, locale, adminName, adminEmail } = wanted;
  const admin = { name: adminName, email: adminEmail, passwordHash: null };
  const base = slugOf(name).slice(0, 44);
  for (let n = 1; n <= MOST_OF_A_NAME; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    try {
      const school = { name, slug, timeZone, locale, admin };
      return { slug, ...(await insertSchoolWithAdmin(tx, school, actor.origin, actor.userId)) };
    } catch (error) {
      if (!(error instanceof AppError && error.code === "already_set_up")) throw error;
    }
  }
  throw new AppError("name_taken");
}

/**
 * Makes a school with its first administrator: who has an account joins with it; everybody else gets an invitation of
 * their own, for whoever makes a school is no member of it.
 * @throws {AppError} `not_found` for all but platform administrators, `reauthentication_required`, `name_taken`.
 */
export async function foundSchool(actor: Actor, wanted: WantedSchool): Promise<MadeSchool> {
  await authorizePlatform(actor);
  requireRecent(actor);
  const secret = newSetupSecret();
  return database().transaction(async (tx) => {
    const { schoolId, userId, slug, adminExisted } = await insertUnderFreeSlug(tx, actor, wanted);
    const { adminName: name, adminEmail: email } = wanted;
    if (adminExisted) return { id: schoolId, slug, secret: null };
    await tx.insert(invitations).values({
      schoolId,
      email,
      name,
      role: "administrator",
      invitedBy: userId,
      hash: secretHash(secret),
      expiresAt: sql`now() + make_interval(days => ${INVITATION_DAYS})`,
    });
    await record(
      tx,
      { schoolId, userId: actor.userId, origin: actor.origin },
      { action: "member.invited", targetType: "invitation", details: { email, name, role: "administrator" } },
    );
    return { id: schoolId, slug, secret };
  });
}
