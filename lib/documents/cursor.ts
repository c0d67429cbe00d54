import { AppError } from "#lib/errors.ts";

/** Where a keyset-paged list goes on: behind the row with this moment (UTC) and this id. */
export type Cursor = { at: Date; id: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// The years that both JavaScript and PostgreSQL write with four digits, and far more than there will be.
const YEAR = /^[12]\d{3}-/;
const BASE64URL = /^[A-Za-z0-9_-]{1,120}$/;

/** An opaque text for a place in a list. */
export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${at.toISOString()} ${id}`).toString("base64url");
}

/**
 * The place that a cursor names.
 * @throws {AppError} `invalid_cursor` for anything that `encodeCursor` did not make.
 */
export function decodeCursor(text: string): Cursor {
  const [moment = "", id = "", ...rest] = BASE64URL.test(text)
    ? Buffer.from(text, "base64url").toString("utf8").split(" ")
    : [];
  const at = new Date(moment);
  const good = rest.length === 0 && UUID.test(id) && YEAR.test(moment) && !Number.isNaN(at.getTime());
  if (!good || encodeCursor({ at, id }) !== text) throw new AppError("invalid_cursor");
  return { at, id };
}
