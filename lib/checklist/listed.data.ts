import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { listItems } from "#lib/checklist/data.ts";
import { missingTo, seesChecklist } from "#lib/checklist/standing.data.ts";
import { listStudents, type StudentsAsked } from "#lib/students/data.ts";
import type { ListedPage } from "#lib/students/types.ts";

/**
 * One page of the school's students, each with how much of the checklist is missing.
 * @throws {AppError} as `listStudents`.
 */
export async function listWithMissing(actor: Actor, asked: StudentsAsked): Promise<ListedPage> {
  const [{ items, nextCursor }, checklist] = await Promise.all([
    listStudents(actor, asked),
    listItems(actor),
  ]);
  const known = checklist.length > 0 && seesChecklist(actor);
  const ids = items.map(({ id }) => id);
  const missing = known ? await missingTo(actor, ids) : null;
  const listed = items.map((student) => ({
    ...student,
    missing: missing === null ? null : (missing.get(student.id)?.length ?? 0),
  }));
  return { items: listed, nextCursor };
}
