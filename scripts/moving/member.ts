import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";
import { localOrigin } from "#lib/http/origin.ts";

/**
 * The member of a school in whose name a command works.
 * @throws {Error} in words for the terminal.
 */
export async function memberActor(slug: string, email: string, command: string): Promise<Actor> {
  const { findMemberId, findSchoolBySlug } = await import("#lib/auth/data.ts");
  const { actorOfJob } = await import("#lib/auth/identify.ts");
  const schoolId = await findSchoolBySlug(slug);
  if (schoolId === null) throw new AppError("not_found");
  const userId = await findMemberId(schoolId, email);
  const actor = userId === null ? null : await actorOfJob({ schoolId, userId }, localOrigin(command));
  if (actor === null) throw new Error(`--as: nobody of the school ${slug} has the e-mail ${email}.`);
  return actor;
}
