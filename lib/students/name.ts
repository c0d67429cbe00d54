import { foldName } from "#lib/storage/filename.ts";
import type { StudentValues } from "#lib/students/types.ts";

type Named = Pick<StudentValues, "givenName" | "familyName" | "externalId">;

/**
 * What the list is ordered by. Two spaces come before one space and a letter in every order of ours, so that all of one
 * family name stand together, before those of a longer one.
 */
export function nameSortOf({ familyName, givenName }: Named): string {
  return `${foldName(familyName)}  ${foldName(givenName)}`;
}

/** What is searched: a field on each line, so that no word is found across two of them. */
export function searchTextOf({ familyName, givenName, externalId }: Named): string {
  return [givenName, familyName, externalId ?? ""].map(foldName).join("\n");
}

/** Words of a search that are looked for at most. */
const MAX_WORDS = 8;

/** The words of a search; a student fits whose names and external id have all of them, in any order. */
export function searchWords(q: string): string[] {
  return foldName(q)
    .split(/[\s,]+/u)
    .filter((word) => word !== "")
    .slice(0, MAX_WORDS);
}
