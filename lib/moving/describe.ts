import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { FIRST_YEAR, KINDS, type Kind, KNOWN_TYPES, LAST_YEAR, MAX_NOTES } from "#lib/documents/constants.ts";
import { isDay, rangeStart } from "#lib/documents/days.ts";
import { AppError } from "#lib/errors.ts";
import { findByExternalIds, findMemberByEmail } from "#lib/moving/people.data.ts";
import type { SheetRow } from "#lib/moving/sheet.ts";
import type { Described, Wanted } from "#lib/moving/types.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { findClass } from "#lib/record-classes/find.ts";
import { TERMS } from "#lib/reports/constants.ts";
import { MAX_STUDENTS_OF_FILE } from "#lib/students/constants.ts";
import { MAX_TAGS_OF_DOCUMENT } from "#lib/tags/constants.ts";
import { tagName } from "#lib/tags/name.ts";

type Cells = SheetRow["cells"];

const wrong = (field: string) => new AppError("invalid_request", { field });

const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text);

/** The content type that a name's ending says; one that no policy takes where it says nothing. */
export function typeOf(filename: string): string {
  const name = filename.toLowerCase();
  const found = Object.entries(KNOWN_TYPES).find(([, endings]) => endings.some((end) => name.endsWith(end)));
  return found?.[0] ?? "application/octet-stream";
}

/** Cells with several values: separated by commas, semicolons, or lines. */
export function listOf(cell: string): string[] {
  return cell
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function kept(value: string, field: string, limit: number): string {
  const tidy = value.replace(/\r\n?/g, "\n");
  const good = Array.from(tidy).length <= limit && tidy.isWellFormed() && !tidy.includes("\0");
  if (!good) throw wrong(field);
  return tidy;
}

function termOf(typed: string): number {
  const term = TERMS.find((known) => String(known) === typed);
  if (term === undefined) throw wrong("term");
  return term;
}

function yearOf(typed: string): number {
  const year = Number(typed);
  if (!/^\d{4}$/.test(typed) || year < FIRST_YEAR || year > LAST_YEAR) throw wrong("year");
  return year;
}

/** A moment: with its zone, or a day, which begins by the school's clock. Nothing was uploaded in the future. */
export function momentOf(typed: string, timeZone: string, now: Date): Date {
  const zoned = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(typed);
  if (!zoned && !isDay(typed)) throw wrong("uploaded_at");
  const moment = zoned ? new Date(typed.replace(" ", "T")) : rangeStart(typed, timeZone);
  const time = moment.getTime();
  if (Number.isNaN(time) || time > now.getTime() || time < 0) throw wrong("uploaded_at");
  return moment;
}

/**
 * What can be said of a file by its path and its row alone, without asking the database.
 * @throws {AppError} `invalid_request` with the column.
 */
export function plainly(path: string, cells: Cells, usual: { kind: Kind }): Described {
  const kind = cells.kind ?? usual.kind;
  if (!isKind(kind)) throw wrong("kind");
  const filename = cells.filename ?? path.slice(path.lastIndexOf("/") + 1);
  const tags = cells.tags === undefined ? [] : listOf(cells.tags);
  if (tags.length > MAX_TAGS_OF_DOCUMENT || tags.some((tag) => tagName(tag) === null)) throw wrong("tags");
  if (cells.report_type !== undefined && !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(cells.report_type))
    throw wrong("report_type");
  if (cells.alt_text !== undefined && kind !== "media") throw wrong("alt_text");
  return {
    kind,
    filename,
    contentType: typeOf(filename),
    studentIds: [],
    tags,
    wanted: {
      ...(cells.notes !== undefined && { notes: kept(cells.notes, "notes", MAX_NOTES) }),
      ...(cells.alt_text !== undefined && { altText: kept(cells.alt_text, "alt_text", 500) }),
    },
    ...(cells.title !== undefined && { title: kept(cells.title, "title", 255) }),
    ...(cells.report_type !== undefined && kind === "report" && { reportType: cells.report_type }),
    ...(cells.year !== undefined && { year: yearOf(cells.year) }),
    ...(cells.term !== undefined && kind === "report" && { term: termOf(cells.term) }),
  };
}

async function studentIds(actor: Actor, typed: string): Promise<string[]> {
  const ids = [...new Set(listOf(typed))];
  if (ids.length > MAX_STUDENTS_OF_FILE) throw wrong("students");
  const found = await findByExternalIds(actor, ids);
  const unknown = ids.find((id) => !found.has(id));
  if (unknown !== undefined) throw new AppError("student_not_found", { external_id: unknown });
  return ids.map((id) => found.get(id) ?? "");
}

async function wantedOf(actor: Actor, cells: Cells): Promise<Wanted> {
  const wanted: Wanted = {};
  if (cells.record_class !== undefined) {
    const found = findClass(await listRecordClasses(actor), cells.record_class);
    if (found === undefined || found.archived)
      throw new AppError("record_class_not_found", { name: cells.record_class });
    wanted.recordClassId = found.id;
  }
  if (cells.uploaded_at !== undefined) {
    await authorize(actor, "members:manage");
    wanted.uploadedAt = momentOf(cells.uploaded_at, actor.timeZone, new Date()).toISOString();
  }
  if (cells.uploaded_by !== undefined) {
    const userId = await findMemberByEmail(actor, cells.uploaded_by);
    if (userId === null) throw new AppError("not_found", { field: "uploaded_by", email: cells.uploaded_by });
    wanted.uploadedBy = userId;
  }
  return wanted;
}

/**
 * What a file is to become, by its path and its row of metadata. Who brought it and when is for administrators to say.
 * @throws {AppError} `invalid_request` with the column, `student_not_found`, `record_class_not_found`, `not_found` for an
 * uploader who is no member, `forbidden`.
 */
export async function describeFile(
  actor: Actor,
  path: string,
  cells: Cells,
  usual: { kind: Kind },
): Promise<Described> {
  const described = plainly(path, cells, usual);
  return {
    ...described,
    studentIds: cells.students === undefined ? [] : await studentIds(actor, cells.students),
    wanted: { ...described.wanted, ...(await wantedOf(actor, cells)) },
  };
}
