import "server-only";
import type { Transaction } from "#db/client.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { FIRST_YEAR, LAST_YEAR, MAX_NOTES } from "#lib/documents/constants.ts";
import { type Change, describeRows } from "#lib/documents/describe-rows.mutations.ts";
import type { LockedRow } from "#lib/documents/rows.mutations.ts";
import type { Describing } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { classesFor } from "#lib/record-classes/data.ts";
import { findClass } from "#lib/record-classes/find.ts";
import { foldName } from "#lib/storage/filename.ts";
import { MAX_TAGS_OF_DOCUMENT } from "#lib/tags/constants.ts";
import { tagsOfDocuments } from "#lib/tags/data.ts";
import { ensureTags } from "#lib/tags/mutations.ts";

/** Notes as they are kept: line ends as one character, nothing around them; null where nothing is left. */
function keptNotes(notes: string | null): string | null {
  const text = notes?.replace(/\r\n?/g, "\n").trim() || null;
  if (text === null) return null;
  const good = Array.from(text).length <= MAX_NOTES && text.isWellFormed() && !text.includes("\0");
  if (!good) throw new AppError("invalid_request", { field: "notes", limit: MAX_NOTES });
  return text;
}

function checkYear(year: number | null): void {
  if (year === null || (Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR)) return;
  throw new AppError("invalid_request", { field: "year", minimum: FIRST_YEAR, maximum: LAST_YEAR });
}

const moved = (field: string) => new AppError("conflict", { field });

/** The class that a row gets. One that is archived can stay where it is, but is given to nothing. */
async function classChange(
  tx: Transaction,
  actor: Actor,
  row: LockedRow,
  wanted: string | null,
  seen: string | null | undefined,
) {
  const classes = await classesFor(actor, tx);
  const found = wanted === null ? null : findClass(classes, wanted);
  const id = found?.id ?? null;
  const isSame = id === row.recordClassId;
  if (found === undefined || (found?.archived && !isSame)) throw new AppError("record_class_not_found");
  // Of what was seen and is not there any more, no row can be.
  const before = seen == null ? seen : (findClass(classes, seen)?.id ?? "");
  if (!isSame && before !== undefined && before !== row.recordClassId) throw moved("record_class");
  return found;
}

/** What tags a row gets and loses for what is wanted of it. */
async function tagChange(
  tx: Transaction,
  actor: Actor,
  row: LockedRow,
  wanted: Describing,
  seen: Describing,
): Promise<Pick<Change, "add" | "remove">> {
  const { tags, addTags: more = [], removeTags: less = [] } = wanted;
  if (tags === undefined && more.length === 0 && less.length === 0) return {};
  const own = (await tagsOfDocuments(actor.schoolId, [row.id], tx)).get(row.id) ?? [];
  const keyOf = (name: string) => foldName(name.normalize("NFC").replace(/\s+/gu, " ").trim());
  const keys = (names: readonly string[]) => new Set(names.map(keyOf));
  const has = keys(own.map(({ name }) => name));
  const meant = keys(tags ?? []);
  const sameAs = (other: ReadonlySet<string>) => has.size === other.size && has.isSubsetOf(other);
  if (tags !== undefined && !sameAs(meant) && seen.tags !== undefined && !sameAs(keys(seen.tags))) {
    throw moved("tags");
  }
  const gone = keys(less);
  const remove = own.filter(({ name }) => {
    const key = foldName(name);
    return gone.has(key) || (tags !== undefined && !meant.has(key));
  });
  const names = [...(tags ?? []), ...more].filter((name) => !has.has(keyOf(name)) && !gone.has(keyOf(name)));
  const add = await ensureTags(tx, actor.schoolId, names);
  if (add.length > 0 && own.length - remove.length + add.length > MAX_TAGS_OF_DOCUMENT) {
    throw new AppError("too_many_tags", { limit: MAX_TAGS_OF_DOCUMENT });
  }
  return { add, remove };
}

/**
 * Says of one locked row what is wanted of it. What the row has already needs no one's leave.
 * @throws {AppError} `conflict`, naming the field, where the row is not as it was `seen`; `record_class_not_found`,
 * `invalid_request`, `too_many_tags`.
 * @returns whether it was news to the row.
 */
export async function describe(
  tx: Transaction,
  actor: Actor,
  row: LockedRow,
  wanted: Describing,
  seen: Describing,
): Promise<boolean> {
  const change: Change = {};
  if (wanted.recordClass !== undefined) {
    change.recordClass = await classChange(tx, actor, row, wanted.recordClass, seen.recordClass);
  }
  if (wanted.year !== undefined) {
    checkYear(wanted.year);
    change.year = wanted.year;
    if (wanted.year !== row.year && seen.year !== undefined && seen.year !== row.year) throw moved("year");
  }
  if (wanted.notes !== undefined) {
    change.notes = keptNotes(wanted.notes);
    const before = seen.notes === undefined ? undefined : seen.notes || null;
    if (change.notes !== row.notes && before !== undefined && before !== row.notes) throw moved("notes");
  }
  Object.assign(change, await tagChange(tx, actor, row, wanted, seen));
  return (await describeRows(tx, actor, [row], change)).size > 0;
}
