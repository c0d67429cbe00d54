import type { StudentValues } from "#lib/students/types.ts";

/** Ana Ruiz, of whom nothing else is known but what is given. */
export function studentValues(more: Partial<StudentValues>): StudentValues {
  return {
    familyName: "Ruiz",
    givenName: "Ana",
    externalId: null,
    dateOfBirth: null,
    group: null,
    enrolledOn: null,
    leftOn: null,
    ...more,
  };
}
