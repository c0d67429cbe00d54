import { isDay } from "#lib/documents/days.ts";
import { MAX_EXTERNAL_ID, MAX_GROUP, MAX_STUDENT_NAME } from "#lib/students/constants.ts";
import type { StudentValues } from "#lib/students/types.ts";

export const STUDENT_FIELDS = [
  "familyName",
  "givenName",
  "externalId",
  "dateOfBirth",
  "group",
  "enrolledOn",
  "leftOn",
] as const satisfies readonly (keyof StudentValues)[];
export type StudentField = (typeof STUDENT_FIELDS)[number];

/** What is wrong with one field; the words are under `students.problems`. */
export type FieldProblem =
  | "required"
  | "too_long"
  | "characters"
  | "not_a_day"
  | "future"
  | "before_enrolled";
export type FieldProblems = Partial<Record<StudentField, FieldProblem>>;

const LENGTHS: Partial<Record<StudentField, number>> = {
  familyName: MAX_STUDENT_NAME,
  givenName: MAX_STUDENT_NAME,
  externalId: MAX_EXTERNAL_ID,
  group: MAX_GROUP,
};

/** Days that a living person's papers can name. */
const FIRST_DAY = "1900-01-01";
const LAST_DAY = "2200-12-31";

/** A field as it is kept: composed, on one line, without space that nobody sees. */
export function tidyField(typed: string): string {
  return typed.normalize("NFC").replace(/\s+/gu, " ").trim();
}

function textProblem(field: StudentField, value: string): FieldProblem | null {
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) return "characters";
  return value.length > (LENGTHS[field] ?? 0) ? "too_long" : null;
}

function dayProblem(field: StudentField, value: string, today: string): FieldProblem | null {
  if (!isDay(value) || value < FIRST_DAY || value > LAST_DAY) return "not_a_day";
  return field === "dateOfBirth" && value > today ? "future" : null;
}

const REQUIRED: readonly StudentField[] = ["familyName", "givenName"];

function problemOf(field: StudentField, value: string, today: string): FieldProblem | null {
  if (value === "") return REQUIRED.includes(field) ? "required" : null;
  return field in LENGTHS ? textProblem(field, value) : dayProblem(field, value, today);
}

/**
 * What was typed of a student, as it is kept, or what is wrong with it by field. The same rules hold in the page, in the
 * API and for every row of an import.
 * @param today the day it is at the school: nobody is born after it.
 */
export function readStudent(
  typed: Partial<Record<StudentField, string | null>>,
  today: string,
): { values: StudentValues; problems: null } | { values: null; problems: FieldProblems } {
  const problems: FieldProblems = {};
  const tidy = (field: StudentField) => tidyField(typed[field] ?? "");
  for (const field of STUDENT_FIELDS) {
    const problem = problemOf(field, tidy(field), today);
    if (problem !== null) problems[field] = problem;
  }
  const [enrolled, left] = [tidy("enrolledOn"), tidy("leftOn")];
  const bothDays = problems.enrolledOn === undefined && problems.leftOn === undefined;
  if (bothDays && enrolled !== "" && left !== "" && left < enrolled) problems.leftOn = "before_enrolled";
  if (Object.keys(problems).length > 0) return { values: null, problems };
  return {
    problems: null,
    values: {
      familyName: tidy("familyName"),
      givenName: tidy("givenName"),
      externalId: tidy("externalId") || null,
      dateOfBirth: tidy("dateOfBirth") || null,
      group: tidy("group") || null,
      enrolledOn: enrolled || null,
      leftOn: left || null,
    },
  };
}
