import { type FieldProblems, readStudent, STUDENT_FIELDS, tidyField } from "#lib/students/fields.ts";
import type { ImportRow, PlannedRow, RowProblem } from "#lib/students/import/types.ts";
import { nameSortOf } from "#lib/students/name.ts";
import type { StudentValues } from "#lib/students/types.ts";

export type Existing = StudentValues & { id: string };

const nameKey = (values: Pick<StudentValues, "givenName" | "familyName">) =>
  nameSortOf({ ...values, externalId: null });

/**
 * Whom a row means: who has its external id; else who has its name and date of birth, and no other id. Null for
 * somebody new.
 */
function match(values: StudentValues, existing: readonly Existing[]): Existing | null | "ambiguous" {
  const byId = existing.find(({ externalId }) => externalId !== null && externalId === values.externalId);
  if (byId !== undefined) return byId;
  const key = nameKey(values);
  const namesakes = existing.filter(
    (student) => nameKey(student) === key && (values.externalId === null || student.externalId === null),
  );
  const { dateOfBirth } = values;
  const same = namesakes.filter((student) => student.dateOfBirth === dateOfBirth);
  if (same.length > 1) return "ambiguous";
  if (same[0] !== undefined) return same[0];
  // With a date of birth missing on either side, a namesake may be the same child or another.
  const unsure = namesakes.some((student) => dateOfBirth === null || student.dateOfBirth === null);
  return unsure ? "ambiguous" : null;
}

function withProblems(row: ImportRow, name: string, found: FieldProblems): PlannedRow {
  const problems = STUDENT_FIELDS.flatMap((field) => {
    const problem = found[field];
    return problem === undefined ? [] : [{ field, problem }];
  });
  return { row: row.row, name, is: "error", problems };
}

const wrong = (row: ImportRow, name: string, problem: RowProblem): PlannedRow => ({
  row: row.row,
  name,
  is: "error",
  problems: [{ field: null, problem }],
});

/** What a row says of a student who is there: a column that the file has not changes nothing, and no id is taken away. */
function merge(before: Existing, { cells }: ImportRow, today: string) {
  return readStudent({ ...before, ...cells, externalId: cells.externalId || before.externalId }, today);
}

/**
 * What an import of these rows would do, in their order. Pure: the same rows over the same students give the same.
 * @param existing at least all whom the rows can mean, by external id or by name.
 */
export function planImport(
  rows: readonly ImportRow[],
  existing: readonly Existing[],
  today: string,
): PlannedRow[] {
  const met = new Set<string>();
  const ids = new Set<string>();
  /** Whether an earlier row of the file was about the same student already. */
  const isRepeated = (values: StudentValues, id: string | null) => {
    const key = id ?? `${nameKey(values)}\n${values.dateOfBirth}\n${values.externalId}`;
    const repeated = met.has(key) || (values.externalId !== null && ids.has(values.externalId));
    met.add(key);
    if (values.externalId !== null) ids.add(values.externalId);
    return repeated;
  };
  return rows.map((row): PlannedRow => {
    const { cells } = row;
    const name = tidyField(`${cells.givenName ?? ""} ${cells.familyName ?? ""}`);
    const read = readStudent(cells, today);
    if (read.values === null) return withProblems(row, name, read.problems);
    const found = match(read.values, existing);
    if (found === "ambiguous") return wrong(row, name, "ambiguous");
    if (isRepeated(read.values, found?.id ?? null)) return wrong(row, name, "repeated");
    if (found === null) return { row: row.row, name, is: "new", values: read.values };
    const merged = merge(found, row, today);
    if (merged.values === null) return withProblems(row, name, merged.problems);
    const { values } = merged;
    const changes = STUDENT_FIELDS.filter((field) => found[field] !== values[field]).map((field) => ({
      field,
      from: found[field],
      to: values[field],
    }));
    if (changes.length === 0) return { row: row.row, name, is: "unchanged", id: found.id };
    return { row: row.row, name, is: "changed", id: found.id, values, changes };
  });
}
