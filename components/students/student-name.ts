import type { StudentValues } from "#lib/students/types.ts";

type Named = Pick<StudentValues, "givenName" | "familyName">;

/** As people are called. */
export function fullName({ givenName, familyName }: Named): string {
  return `${givenName} ${familyName}`;
}

/** As lists have them. */
export function listName({ givenName, familyName }: Named): string {
  return `${familyName}, ${givenName}`;
}
