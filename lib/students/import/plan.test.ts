import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessColumns, rowsOf } from "#lib/students/import/columns.ts";
import { readDay } from "#lib/students/import/day.ts";
import { type Existing, planImport } from "#lib/students/import/plan.ts";
import type { PlannedRow } from "#lib/students/import/types.ts";
import { studentValues } from "#lib/testing/students.ts";

const TODAY = "2026-11-22";
const ANA: Existing = {
  id: "ana",
  ...studentValues({ externalId: "1", dateOfBirth: "2015-03-04", group: "3º A" }),
};
const EVA: Existing = { id: "eva", ...studentValues({ givenName: "Eva", dateOfBirth: "2014-01-02" }) };

/** The plan of a file with these lines, the first its header. */
function planned(existing: readonly Existing[], header: string, ...lines: string[]): PlannedRow[] {
  const cells = lines.map((line) => line.split(";"));
  return planImport(rowsOf(cells, guessColumns(header.split(";"))), existing, TODAY);
}
const brief = (rows: readonly PlannedRow[]) =>
  rows.map((row) => (row.is === "error" ? row.problems.map(({ problem }) => problem).join() : row.is));

describe("columns are known by their headers", () => {
  test.each([
    ["Family name;Given name;ID;Date of birth;Class;Enrolled on;Last day", [0, 1, 2, 3, 4, 5, 6]],
    ["APELLIDOS;nombre;N.I.A.;Fecha de nacimiento;Curso;Fecha de alta;Último día", [0, 1, 2, 3, 4, 5, 6]],
    ["Nombre;Teléfono;Apellidos", [2, 0, null, null, null, null, null]],
    ["Surname;First name;Surname", [0, 1, null, null, null, null, null]],
  ])("%s", (header, places) => {
    expect(Object.values(guessColumns(header.split(";")))).toEqual(places);
  });
});

test.each([
  ["2015-03-04", "2015-03-04"],
  [" 4/3/2015 ", "2015-03-04"],
  ["04.03.2015", "2015-03-04"],
  ["4-3-15", "4-3-15"],
  ["soon", "soon"],
])("the day %j is read as %j", (text, day) => expect(readDay(text)).toBe(day));

test("empty rows are none, and a row keeps the number that it has in the file", () => {
  expect(planned([], "Apellidos;Nombre", ";", "Gil;Leo").map(({ row }) => row)).toEqual([3]);
});

test("known by the external id, whatever the name; what the file says nothing of stays", () => {
  const [row] = planned([ANA], "ID;Apellidos;Nombre;Curso", "1;Ruiz Gómez;Ana;4º A");
  expect(row).toMatchObject({
    is: "changed",
    id: "ana",
    values: { familyName: "Ruiz Gómez", group: "4º A", dateOfBirth: "2015-03-04" },
    changes: [
      { field: "familyName", from: "Ruiz", to: "Ruiz Gómez" },
      { field: "group", from: "3º A", to: "4º A" },
    ],
  });
});

test("known by name and date of birth, and given the id that they had not", () => {
  const header = "Apellidos;Nombre;Fecha de nacimiento;ID";
  const [row, same] = planned([ANA, EVA], header, "RUIZ;Éva;02/01/2014;7", "Ruiz;Ana;2015-03-04;");
  expect(row).toMatchObject({ is: "changed", id: "eva", values: { externalId: "7" } });
  // An id is never taken away by an empty cell.
  expect(same).toMatchObject({ is: "unchanged", id: "ana" });
});

test("somebody with another id is somebody else, of whatever name", () => {
  const [row] = planned([ANA], "ID;Apellidos;Nombre;Fecha de nacimiento", "2;Ruiz;Ana;2015-03-04");
  expect(row?.is).toBe("new");
});

test.each([
  ["a namesake of whom the file does not say when they were born", "Ruiz;Eva;", ["ambiguous"]],
  ["a namesake born on another day", "Ruiz;Eva;2013-05-05", ["new"]],
  ["no given name", "Ruiz;;2013-05-05", ["required"]],
  ["no such day", "Gil;Leo;31/02/2013", ["not_a_day"]],
  ["a day to come", "Gil;Leo;2030-01-01", ["future"]],
])("%s", (_what, line, expected) => {
  expect(brief(planned([EVA], "Apellidos;Nombre;Nacimiento", line))).toEqual(expected);
});

test("two namesakes born on one day are told apart by nobody but their ids", () => {
  const twin = { ...EVA, id: "eva too" };
  expect(brief(planned([EVA, twin], "Apellidos;Nombre;Nacimiento", "Ruiz;Eva;2014-01-02"))).toEqual([
    "ambiguous",
  ]);
});

test("a student is in a file once, and so is an id", () => {
  const header = "ID;Apellidos;Nombre;Nacimiento";
  const lines = [
    "5;Gil;Leo;",
    "5;Sanz;Mía;",
    ";Sol;Noa;2015-01-01",
    ";Sol;Noa;2015-01-01",
    "1;Ruiz;Ana;2015-03-04",
  ];
  expect(brief(planned([ANA], header, ...lines, ";Ruiz;Ana;2015-03-04"))).toEqual([
    "new",
    "repeated",
    "new",
    "repeated",
    "unchanged",
    "repeated",
  ]);
});

test("what was imported is unchanged when the same file comes again", () => {
  const word = fc.constantFrom("Ruiz", "Gil", "Sanz", "Ñíguez", "O'Neill");
  const day = fc.constantFrom("", "2014-01-02", "2015-03-04");
  const id = fc.constantFrom("", "1", "2", "3", "4");
  const cells = fc.record({ familyName: word, givenName: word, dateOfBirth: day, externalId: id });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 12 }), (file) => {
      const rows = file.map((one, at) => ({ row: at + 2, cells: one }));
      const before = planImport(rows, [ANA, EVA], TODAY);
      const good = rows.filter((_, at) => before[at]?.is !== "error");
      const first = planImport(good, [ANA, EVA], TODAY);
      // Leaving out what was wrong makes nothing else wrong.
      expect(first.filter(({ is }) => is === "error")).toEqual([]);
      const after = new Map([ANA, EVA].map((student) => [student.id, student]));
      for (const row of first) {
        if (row.is === "new") after.set(`new ${row.row}`, { id: `new ${row.row}`, ...row.values });
        if (row.is === "changed") after.set(row.id, { id: row.id, ...row.values });
      }
      const again = planImport(good, [...after.values()], TODAY);
      expect(again.filter(({ is }) => is === "new" || is === "changed")).toEqual([]);
      const ids = [...after.values()].flatMap(({ externalId }) => externalId ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 1000 },
  );
});
