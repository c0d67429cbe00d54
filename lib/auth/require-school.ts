import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Refuses what was meant for another school than the session is in. A browser has one session for all its tabs, and one
 * of them may have changed schools since this page was drawn: where a request names no row of a school, it names the
 * school.
 * @throws {AppError} `school_changed`.
 */
export function requireSchool(actor: Actor, schoolId: string): void {
  if (schoolId !== actor.schoolId) throw new AppError("school_changed");
}
