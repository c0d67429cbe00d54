import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { holdIfOwn } from "#lib/members/alone.data.ts";
import { onMember } from "#lib/members/mutations.ts";
import { storeResetLink } from "#lib/password-reset/links.mutations.ts";

/**
 * Makes a link by which a member chooses a new password, to be handed over; earlier ones work no more.
 * @returns its secret, this once.
 * @throws {AppError} `forbidden`, also for oneself; `not_found` for whoever is no member of the actor's school;
 * `reset_elsewhere` for whoever belongs to another one too, or looks after the installation: that is more than the
 * actor has.
 */
export async function makeResetLink(actor: Actor, userId: string): Promise<string> {
  authorizePerson(actor);
  let secret: string | undefined;
  await onMember(actor, userId, async (tx) => {
    if (!(await holdIfOwn(tx, userId, actor.schoolId))) throw new AppError("reset_elsewhere");
    secret = await storeResetLink(tx, userId, actor.schoolId);
    return { action: "password.reset_link_made" };
  });
  if (secret === undefined) throw new AppError("not_found");
  return secret;
}
