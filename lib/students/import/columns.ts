import { foldName } from "#lib/storage/filename.ts";
import { STUDENT_FIELDS, type StudentField } from "#lib/students/fields.ts";
import { readDay } from "#lib/students/import/day.ts";
import type { ImportRow } from "#lib/students/import/types.ts";

/** Headers by which a column is known, in English and Spanish: folded, and of letters and digits alone. */
const KNOWN: Readonly<Record<StudentField, readonly string[]>> = {
  familyName: ["familyname", "lastname", "surname", "surnames", "apellidos", "apellido"],
  givenName: ["givenname", "firstname", "forename", "name", "nombre", "nombres"],
  externalId: [
    ..."id externalid studentid studentnumber admissionnumber number code".split(" "),
    ..."identificador idexterno idalumno nia expediente nexpediente codigo numero matricula".split(" "),
  ],
  dateOfBirth: [
    ..."dateofbirth birthdate birthday dob born".split(" "),
    ..."fechadenacimiento fechanacimiento fnacimiento nacimiento".split(" "),
  ],
  group: ["class", "group", "yeargroup", "grade", "form", "grupo", "clase", "curso"],
  enrolledOn: [
    ..."enrolledon enrolled enrolmentdate enrollmentdate startdate admissiondate".split(" "),
    ..."fechadealta fechaalta alta fechadematricula fechadeinicio".split(" "),
  ],
  leftOn: [
    ..."lefton left lastday leavingdate enddate".split(" "),
    ..."ultimodia fechadebaja fechabaja baja fechadefin".split(" "),
  ],
};

/** Which column has which field; null for fields that the file says nothing of. */
export type Columns = Readonly<Record<StudentField, number | null>>;

const plain = (header: string) => foldName(header).replace(/[^\p{L}\p{N}]/gu, "");

/**
 * The columns of a file by what their headers mean; of two with one meaning the first counts.
 * @param known the headers by which each field is known: folded, and of letters and digits alone.
 */
export function columnsBy<Field extends string>(
  header: readonly string[],
  fields: readonly Field[],
  known: Readonly<Record<Field, readonly string[]>>,
): Record<Field, number | null> {
  const names = header.map(plain);
  const columnOf = (field: Field) => {
    const at = names.findIndex((name) => known[field].includes(name));
    return [field, at === -1 ? null : at] as const;
  };
  return Object.fromEntries(fields.map(columnOf)) as Record<Field, number | null>;
}

/** The columns as their headers name them. */
export const guessColumns = (header: readonly string[]): Columns => columnsBy(header, STUDENT_FIELDS, KNOWN);

const DAYS: readonly StudentField[] = ["dateOfBirth", "enrolledOn", "leftOn"];

/** The rows of a file by field; rows without a word are none. */
export function rowsOf(rows: readonly (readonly string[])[], columns: Columns): ImportRow[] {
  const fields = STUDENT_FIELDS.filter((field) => columns[field] !== null);
  return rows.flatMap((cells, at) => {
    const read = fields.map((field) => {
      const text = cells[columns[field] ?? -1] ?? "";
      return [field, DAYS.includes(field) ? readDay(text) : text.trim()] as const;
    });
    if (read.every(([, text]) => text === "")) return [];
    return [{ row: at + 2, cells: Object.fromEntries(read) }];
  });
}
