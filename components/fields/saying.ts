import { readYear } from "#components/fields/year.ts";
import type { BulkSaying } from "#lib/bulk/types.ts";
import { tagName } from "#lib/tags/name.ts";

/** What can be said of many files at once. */
export const FIELDS = ["class", "year", "addTag", "removeTag"] as const;
export type ManyField = (typeof FIELDS)[number];

/** What a field's value comes to: an empty class or year takes it away. Null for what cannot be said. */
export function sayingOf(field: ManyField, value: string): BulkSaying | null {
  if (field === "class") return { field, id: value || null };
  if (field === "year") {
    const year = readYear(value);
    return year === undefined ? null : { field, year };
  }
  const name = tagName(value);
  return name === null ? null : { field, name };
}
