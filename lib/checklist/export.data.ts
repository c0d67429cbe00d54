import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { listItems } from "#lib/checklist/data.ts";
import { missingTo, seesChecklist } from "#lib/checklist/standing.data.ts";
import type { ChecklistItem, Missing } from "#lib/checklist/types.ts";
import { MAX_PAGE_SIZE } from "#lib/documents/constants.ts";
import { AppError } from "#lib/errors.ts";
import { listStudents, type StudentsAsked } from "#lib/students/data.ts";
import type { StudentItem } from "#lib/students/types.ts";

/** A student to whom something is missing; `lacks` has the ids of items. */
export type Lacking = { student: StudentItem; lacks: ReadonlySet<string> };

/**
 * Who lacks what, by family name: read page by page as it is asked for. What is missing is looked up for a page of
 * students at a time, which costs less than finding the next ones who lack something anew for each page.
 * @throws {AppError} `forbidden`; before the first row where the actor may not.
 */
export async function whoLacks(
  actor: Actor,
  asked: Omit<StudentsAsked, "missing" | "cursor" | "limit">,
  what: Missing,
): Promise<{ items: ChecklistItem[]; rows: AsyncIterable<Lacking> }> {
  const items = await listItems(actor);
  if (!seesChecklist(actor)) throw new AppError("forbidden");
  return { items, rows: rowsOf(actor, asked, what) };
}

async function* rowsOf(
  actor: Actor,
  asked: Omit<StudentsAsked, "missing" | "cursor" | "limit">,
  what: Missing,
): AsyncGenerator<Lacking> {
  let cursor: string | null = null;
  do {
    const page = await listStudents(actor, { ...asked, cursor, limit: MAX_PAGE_SIZE });
    const missing = await missingTo(
      actor,
      page.items.map(({ id }) => id),
    );
    for (const student of page.items) {
      const lacks = new Set(missing.get(student.id));
      if (what === "any" ? lacks.size > 0 : lacks.has(what)) yield { student, lacks };
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
}
