import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import { Actor } from "#lib/auth/actor.ts";
import { Enrollee } from "#lib/auth/enrollee.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Lets pass who looks after the installation itself. For all others what they asked for does not exist.
 * @throws {AppError} `unauthenticated` for anything that `lib/auth` did not make, `not_found` otherwise.
 */
export async function authorizePlatform(actor: Actor): Promise<void> {
  if (!Actor.is(actor)) throw new AppError("unauthenticated");
  if (actor.platformAdmin) return;
  await recordAlone(actor, {
    action: "access.denied",
    outcome: "denied",
    details: { permission: "platform" },
  });
  throw new AppError("not_found");
}

/**
 * Lets pass who is signed in as a person, whatever their role: for what is their own. Tokens and jobs are nobody.
 * @throws {AppError} `unauthenticated` for anything that `lib/auth` did not make, `forbidden` for tokens and jobs.
 */
export function authorizePerson(actor: Actor): void {
  if (!Actor.is(actor)) throw new AppError("unauthenticated");
  if (actor.via !== "session") throw new AppError("forbidden");
}

/**
 * Lets pass who is signed in as a person, also before they have set up the second step that their school asks for: for
 * setting it up.
 * @throws {AppError} `unauthenticated` for anything that `lib/auth` did not make, `forbidden` for tokens and jobs.
 */
export function authorizeEnrolling(who: Actor | Enrollee): void {
  if (!Enrollee.is(who)) authorizePerson(who);
}

/**
 * Lets pass who has shown in the last minutes who they are: before what cannot be taken back, and what gives others
 * rights (ASVS 7.5.1, 7.5.3). Tokens and jobs have no browser that somebody could have left open, and are not asked.
 * @throws {AppError} `reauthentication_required`, on which the browser asks and comes again.
 */
export function requireRecent(who: Actor | Enrollee): void {
  if (!Actor.is(who) && !Enrollee.is(who)) throw new AppError("unauthenticated");
  const hasBrowser = Enrollee.is(who) || who.via === "session";
  if (hasBrowser && !who.confirmedRecently) throw new AppError("reauthentication_required");
}

/** What a denied request was about, for the audit. */
export type Target = {
  type: "document" | "upload" | "school" | "message" | "webhook" | "student" | "member" | "token";
  id?: string;
};

/**
 * Lets the actor pass or writes the denial into the audit and throws. Called by the data layer before any effect.
 * @throws {AppError} `unauthenticated` for anything that `lib/auth` did not make, `forbidden` otherwise.
 */
export async function authorize(actor: Actor, permission: Permission, target?: Target): Promise<void> {
  if (!Actor.is(actor)) throw new AppError("unauthenticated");
  if (actor.can(permission)) return;
  await recordAlone(actor, {
    action: "access.denied",
    outcome: "denied",
    ...(target && { targetType: target.type }),
    ...(target?.id && { targetId: target.id }),
    details: { permission },
  });
  throw new AppError("forbidden", { permission });
}
