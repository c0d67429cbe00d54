import "server-only";
import { findNames } from "#lib/audit/names.data.ts";
import { readTrail, type TrailRow } from "#lib/audit/trail.data.ts";
import type { TrailCursor, TrailEntry, TrailFilter } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** What tells the name of a file. */
const NAMES_OF_FILES = ["filename", "filename_before", "from", "title", "title_before"];

function without(details: TrailEntry["details"], names: readonly string[]): TrailEntry["details"] {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !names.includes(name)));
}

function toEntry(row: TrailRow, names: Awaited<ReturnType<typeof findNames>>): TrailEntry {
  const { userId, targetType, targetId, tokenId, details, ...rest } = row;
  const file = targetType === "document" && targetId !== null ? names.documents.get(targetId) : undefined;
  const isHidden = file?.isHidden ?? details?.["kind"] === "attachment";
  const shown = isHidden ? without(details ?? {}, NAMES_OF_FILES) : (details ?? {});
  const person = userId === null ? undefined : names.people.get(userId);
  const studentId = targetType === "student" ? null : text(shown["student"]);
  const known = targetId === null ? null : (names.people.get(targetId)?.name ?? names.students.get(targetId));
  const said = text(shown["filename"]) ?? text(shown["name"]);
  return {
    ...rest,
    tokenId,
    person: userId === null ? null : { id: userId, name: person?.name ?? "", email: person?.email ?? null },
    isByToken: tokenId !== null,
    // What it was called then; what it is called now only where the event does not say.
    target:
      targetType === null
        ? null
        : { type: targetType, id: targetId, name: said ?? file?.name ?? known ?? null },
    student: studentId === null ? null : { id: studentId, name: names.students.get(studentId) ?? null },
    details: shown,
  };
}

/**
 * The next page of the trail, with the names of people, files and students.
 * @throws {AppError} `forbidden`.
 */
export async function listTrail(
  actor: Actor,
  filter: TrailFilter,
  after: TrailCursor | null,
  limit: number,
): Promise<{ entries: TrailEntry[]; next: TrailCursor | null }> {
  const rows = await readTrail(actor, filter, after, limit + 1);
  const page = rows.slice(0, limit);
  const names = await findNames(actor, page);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    entries: page.map((row) => toEntry(row, names)),
    next: last ? { at: last.at, id: last.id } : null,
  };
}
