import { AppError } from "#lib/errors.ts";

/** Where the list of students goes on: behind who has this name to sort by, and this id. */
export type StudentCursor = { name: string; id: string };

/** Characters of a name that count for the order: what an index can hold of any. */
export const SORTED_NAME = 200;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const BASE64URL = /^[A-Za-z0-9_-]{1,1400}$/;
const BEGINNING = "student ";

/** An opaque text for a place in the list. */
export function encodeStudentCursor({ name, id }: StudentCursor): string {
  return Buffer.from(`${BEGINNING}${id} ${name}`).toString("base64url");
}

/**
 * The place that a cursor names.
 * @throws {AppError} `invalid_cursor` for anything that `encodeStudentCursor` did not make.
 */
export function decodeStudentCursor(text: string): StudentCursor {
  const plain = BASE64URL.test(text) ? Buffer.from(text, "base64url").toString("utf8") : "";
  const id = plain.slice(BEGINNING.length, BEGINNING.length + 36);
  const name = plain.slice(BEGINNING.length + 37);
  const fits = UUID.test(id) && Array.from(name).length <= SORTED_NAME && !name.includes("\0");
  if (!fits || !name.isWellFormed() || encodeStudentCursor({ name, id }) !== text) {
    throw new AppError("invalid_cursor");
  }
  return { name, id };
}
