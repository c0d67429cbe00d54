import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStudent, STUDENT_FIELDS } from "#lib/students/fields.ts";

const TODAY = "2026-11-22";
const ANA = { familyName: "Ruiz", givenName: "Ana" };

test("what is typed is kept without space that nobody sees, and what is left out is null", () => {
  const { values } = readStudent(
    { familyName: "  Ruiz \t Gómez ", givenName: "Ana", group: " 3º  A" },
    TODAY,
  );
  expect(values).toEqual({
    familyName: "Ruiz Gómez",
    givenName: "Ana",
    externalId: null,
    dateOfBirth: null,
    group: "3º A",
    enrolledOn: null,
    leftOn: null,
  });
});

describe.each([
  [{ givenName: "Ana" }, { familyName: "required" }],
  [{ ...ANA, givenName: " \n " }, { givenName: "required" }],
  [{ ...ANA, familyName: "x".repeat(101) }, { familyName: "too_long" }],
  [{ ...ANA, externalId: "x".repeat(65) }, { externalId: "too_long" }],
  [{ ...ANA, group: "a\0b" }, { group: "characters" }],
  [{ ...ANA, givenName: "\ud800" }, { givenName: "characters" }],
  [{ ...ANA, dateOfBirth: "2010-02-30" }, { dateOfBirth: "not_a_day" }],
  [{ ...ANA, dateOfBirth: "1899-12-31" }, { dateOfBirth: "not_a_day" }],
  [{ ...ANA, dateOfBirth: "2026-11-23" }, { dateOfBirth: "future" }],
  [{ ...ANA, enrolledOn: "2026-09-01", leftOn: "2026-08-31" }, { leftOn: "before_enrolled" }],
  [{ ...ANA, enrolledOn: "soon", leftOn: "2026-08-31" }, { enrolledOn: "not_a_day" }],
])("%j", (typed, problems) => {
  test("is told by field", () => {
    expect(readStudent(typed, TODAY)).toEqual({ values: null, problems });
  });
});

test("who comes later, and who leaves on their first day, is a student", () => {
  expect(readStudent({ ...ANA, enrolledOn: "2027-09-01", leftOn: "2027-09-01" }, TODAY).problems).toBeNull();
});

test("what was read once reads the same again", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "2015-03-04", "Ruiz"));
  const typed = fc.record(Object.fromEntries(STUDENT_FIELDS.map((field) => [field, text])));
  fc.assert(
    fc.property(typed, (one) => {
      const { values } = readStudent({ ...one, familyName: `${one.familyName}x`, givenName: "Ana" }, TODAY);
      if (values !== null) expect(readStudent(values, TODAY)).toEqual({ values, problems: null });
    }),
    { numRuns: 500 },
  );
});
