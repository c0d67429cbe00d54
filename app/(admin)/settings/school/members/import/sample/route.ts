import { getTranslations } from "next-intl/server";
import { csvStream } from "#lib/http/csv.ts";
import { STAFF_FIELDS } from "#lib/members/import/constants.ts";

/** A file as the import takes it, with headers and roles in the reader's language. It holds nobody. */
export async function GET(): Promise<Response> {
  const [t, roles] = await Promise.all([getTranslations("staffImport"), getTranslations("roles")]);
  const rows = [
    STAFF_FIELDS.map((field) => t(`fields.${field}`)),
    ["Ana Ruiz Gómez", "ana.ruiz@example.org", roles("teacher"), t("yes")],
    ["Sean O'Neill", "sean.oneill@example.org", roles("viewer"), t("no")],
  ];
  return new Response(csvStream(rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="staff.csv"',
      "Cache-Control": "no-store",
    },
  });
}
