import "server-only";
import { eq } from "drizzle-orm";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { holdIfOwn } from "#lib/members/alone.data.ts";
import { onMember } from "#lib/members/mutations.ts";
import { mailSecondFactorReset } from "#lib/members/second-factor-mail.ts";
import { forgetSecondFactor } from "#lib/second-factor/forget.mutations.ts";

/**
 * Forgets the second factor of a member who has lost it: their password alone opens their account until they set up
 * another one, and every session of theirs ends. They are told by mail where there is any. Of people of several schools,
 * and of those who look after the installation, only a platform administrator does: it opens more than the school.
 * @throws {AppError} `forbidden`, also for oneself; `reauthentication_required`; `not_found` for whoever is no member of
 * the actor's school, or has none; `second_factor_elsewhere`.
 */
export async function resetSecondFactor(actor: Actor, userId: string): Promise<void> {
  authorizePerson(actor);
  let person: { name: string; email: string | null; locale: string | null } | undefined;
  await onMember(actor, userId, async (tx) => {
    const isOwn = await holdIfOwn(tx, userId, actor.schoolId);
    if (!isOwn && !actor.platformAdmin) throw new AppError("second_factor_elsewhere");
    if (!(await forgetSecondFactor(tx, userId))) throw new AppError("not_found");
    [person] = await tx
      .select({ name: users.name, email: users.email, locale: users.locale })
      .from(users)
      .where(eq(users.id, userId));
    return { action: "second_factor.reset" };
  });
  if (person?.email) await mailSecondFactorReset(actor, { ...person, email: person.email });
}
