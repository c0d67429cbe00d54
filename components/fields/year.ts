import { FIRST_YEAR, LAST_YEAR } from "#lib/documents/constants.ts";

/** The year that was typed: null for none, undefined for what is no year that a document can be of. */
export function readYear(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : undefined;
}
