import type { StudentField } from "#lib/students/fields.ts";
import type { StudentValues } from "#lib/students/types.ts";

/** A row of the file: its number, the header being 1, and the cells of the columns that mean something. */
export type ImportRow = { row: number; cells: Partial<Record<StudentField, string>> };

/** What is wrong with a row; the words are under `studentImport.problems`. */
export type RowProblem =
  | "required"
  | "too_long"
  | "characters"
  | "not_a_day"
  | "future"
  | "before_enrolled"
  | "ambiguous"
  | "repeated";

/** What an import would do with a row. */
export type PlannedRow = { row: number; name: string } & (
  | { is: "new"; values: StudentValues }
  | { is: "changed"; id: string; values: StudentValues; changes: FieldChange[] }
  | { is: "unchanged"; id: string }
  | { is: "error"; problems: { field: StudentField | null; problem: RowProblem }[] }
);

export type FieldChange = { field: StudentField; from: string | null; to: string | null };

/** All that an import would do, and a seal: what is done is what was shown, or nothing. */
export type ImportPlan = { rows: PlannedRow[]; seal: string };
