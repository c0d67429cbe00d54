import { STAFF_FIELDS, type StaffField } from "#lib/members/import/constants.ts";
import type { StaffRow } from "#lib/members/import/types.ts";
import { columnsBy } from "#lib/students/import/columns.ts";

/** Headers by which a column is known, in English and Spanish: folded, and of letters and digits alone. */
const KNOWN: Readonly<Record<StaffField, readonly string[]>> = {
  name: ["name", "fullname", "displayname", "nombre", "nombrecompleto", "nombreyapellidos"],
  email: ["email", "mail", "emailaddress", "correo", "correoelectronico", "direcciondecorreo"],
  role: ["role", "rol", "funcion", "permiso", "cargo"],
  restricted: [
    ..."restricted restrictedfiles seesrestrictedfiles restringido restringidos".split(" "),
    ..."archivosrestringidos vearchivosrestringidos".split(" "),
  ],
};

/** Which column has which field; null for fields that the file says nothing of. */
export type StaffColumns = Readonly<Record<StaffField, number | null>>;

/** The columns as their headers name them; of two with one meaning the first counts. */
export const guessStaffColumns = (header: readonly string[]): StaffColumns =>
  columnsBy(header, STAFF_FIELDS, KNOWN);

/** The rows of a file by field; rows without a word are none. */
export function staffRowsOf(rows: readonly (readonly string[])[], columns: StaffColumns): StaffRow[] {
  const fields = STAFF_FIELDS.filter((field) => columns[field] !== null);
  return rows.flatMap((cells, at) => {
    const read = fields.map((field) => [field, (cells[columns[field] ?? -1] ?? "").trim()] as const);
    if (read.every(([, text]) => text === "")) return [];
    return [{ row: at + 2, cells: Object.fromEntries(read) }];
  });
}
