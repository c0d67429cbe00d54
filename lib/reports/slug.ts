import { BUILT_IN_TYPES, MAX_TYPE_SLUG, NO_TYPE } from "#lib/reports/constants.ts";
import { wordsOf } from "#lib/reports/match/words.ts";

/** Room for a number behind a slug that is taken. */
const LONGEST = MAX_TYPE_SLUG - 4;

/**
 * A slug for a type of this name that no other type of the school has: what object keys and addresses say for it.
 * @param taken the slugs of the school's own types.
 */
export function freeSlug(name: string, taken: readonly string[]): string {
  const plain = wordsOf(name)
    .map((word) => word.replace(/[^a-z0-9]/g, ""))
    .filter((word) => word !== "")
    .join("-")
    .slice(0, LONGEST)
    .replace(/-+$/, "");
  const slug = plain || "type";
  const used = new Set<string>([...BUILT_IN_TYPES, NO_TYPE, ...taken]);
  if (!used.has(slug)) return slug;
  let number = 2;
  while (used.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}
