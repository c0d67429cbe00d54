import { getTranslations } from "next-intl/server";
import { csvStream } from "#lib/http/csv.ts";
import { STUDENT_FIELDS } from "#lib/students/fields.ts";

const EXAMPLES = [
  ["Ruiz Gómez", "Ana", "A-1001", "2015-03-04", "3º A", "2021-09-01", ""],
  ["O'Neill", "Sean", "A-1002", "2014-11-23", "4º B", "2020-09-01", "2026-06-19"],
] as const;

/** A file as the import takes it, with headers in the reader's language. It holds nobody. */
export async function GET(): Promise<Response> {
  const t = await getTranslations("students.fields");
  const rows = [STUDENT_FIELDS.map((field) => t(field)), ...EXAMPLES];
  return new Response(csvStream(rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="students.csv"',
      "Cache-Control": "no-store",
    },
  });
}
