import { AppError } from "#lib/errors.ts";

/** The orders that lists are paged in; the trash has one of its own. */
export const ORDERS = ["date", "-date", "name", "-name", "size", "-size", "-deleted"] as const;
export type Order = (typeof ORDERS)[number];

/** Where a keyset-paged list goes on: behind the row with this value of what it is ordered by, and this id. */
export type Cursor = { value: Date | string | number; id: string };

/** Characters of a folded name that count for its order: what an index can hold of any name. */
export const SORTED_CHARACTERS = 200;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
// The years that both JavaScript and PostgreSQL write with four digits, and far more than there will be.
const YEAR = /^[12]\d{3}-/;
const BASE64URL = /^[A-Za-z0-9_-]{1,1400}$/;

/** An opaque text for a place in a list of this order. */
export function encodeCursor(order: Order, { value, id }: Cursor): string {
  const written = value instanceof Date ? value.toISOString() : String(value);
  return Buffer.from(`${order} ${id} ${written}`).toString("base64url");
}

function readValue(order: Order, written: string): Cursor["value"] | null {
  if (order === "name" || order === "-name") {
    const short = Array.from(written).length <= SORTED_CHARACTERS;
    return short && !written.includes("\0") && written.isWellFormed() ? written : null;
  }
  if (order === "size" || order === "-size") {
    return /^\d{1,16}$/.test(written) && Number.isSafeInteger(Number(written)) ? Number(written) : null;
  }
  const at = new Date(written);
  return YEAR.test(written) && !Number.isNaN(at.getTime()) ? at : null;
}

/**
 * The place that a cursor names.
 * @throws {AppError} `invalid_cursor` for anything that `encodeCursor` did not make for a list of this order.
 */
export function decodeCursor(text: string, order: Order): Cursor {
  const plain = BASE64URL.test(text) ? Buffer.from(text, "base64url").toString("utf8") : "";
  const beginning = `${order} `;
  const id = plain.slice(beginning.length, beginning.length + 36);
  const good = plain.startsWith(beginning) && UUID.test(id) && plain[beginning.length + 36] === " ";
  const value = good ? readValue(order, plain.slice(beginning.length + 37)) : null;
  if (value === null || encodeCursor(order, { value, id }) !== text) throw new AppError("invalid_cursor");
  return { value, id };
}
