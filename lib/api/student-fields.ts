import type { FieldErrors } from "#lib/api/codes.ts";
import {
  type FieldProblem,
  type FieldProblems,
  STUDENT_FIELDS,
  type StudentField,
} from "#lib/students/fields.ts";

const NAMES: Readonly<Record<StudentField, string>> = {
  familyName: "family_name",
  givenName: "given_name",
  externalId: "external_id",
  dateOfBirth: "date_of_birth",
  group: "group",
  enrolledOn: "enrolled_on",
  leftOn: "left_on",
};

const WORDS: Readonly<Record<FieldProblem, string>> = {
  required: "Must not be empty.",
  too_long: "Too long.",
  characters: "Holds control characters or half a character.",
  not_a_day: "Not a day between 1900 and 2200.",
  future: "Is after today.",
  before_enrolled: "Is before enrolled_on.",
};

/** What is wrong with a student's fields, under the names that the API has for them. */
export function studentFieldErrors(problems: FieldProblems): FieldErrors {
  return new Map(
    STUDENT_FIELDS.flatMap((field) => {
      const problem = problems[field];
      return problem === undefined ? [] : [[NAMES[field], [WORDS[problem]]] as const];
    }),
  );
}
