import { getTranslations } from "next-intl/server";
import { currentActor } from "#lib/auth/session.ts";
import { whoLacks } from "#lib/checklist/export.data.ts";
import { seesChecklist } from "#lib/checklist/standing.data.ts";
import { AppError } from "#lib/errors.ts";
import { csvStream } from "#lib/http/csv.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { readStudentQuery } from "#lib/students/student-query.ts";

const NO_STORE = { "Cache-Control": "no-store" };

type Lacks = Awaited<ReturnType<typeof whoLacks>>;
type Words = Awaited<ReturnType<typeof getTranslations<"students">>>;

/** A row for each student to whom something is missing, and a column for each thing that is asked for. */
async function* linesOf({ items, rows }: Lacks, t: Words) {
  const who = ["familyName", "givenName", "externalId", "group"] as const;
  yield [...who.map((field) => t(`fields.${field}`)), t("missing"), ...items.map(({ name }) => name)];
  for await (const { student, lacks } of rows) {
    yield [
      ...who.map((field) => student[field]),
      lacks.size,
      ...items.map(({ id }) => (lacks.has(id) ? t("checklist.missingOne") : "")),
    ];
  }
}

/** Who lacks what of the checklist as CSV, of those whom the address narrows the list of students to. */
export async function GET(request: Request): Promise<Response> {
  try {
    const actor = await currentActor();
    if (actor === null) throw new AppError("unauthenticated");
    // For whom the page has no such column, there is no such file.
    if (!seesChecklist(actor)) throw new AppError("not_found");
    const params = new URL(request.url).searchParams;
    const { missing, ...asked } = readStudentQuery((name) => params.get(name));
    const lacks = await whoLacks(actor, asked, missing ?? "any");
    const t = await getTranslations("students");
    return new Response(csvStream(linesOf(lacks, t)), {
      headers: {
        ...NO_STORE,
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": contentDisposition(
          "attachment",
          `${t("title")} - ${actor.schoolName} - ${t("missing")}.csv`,
        ),
      },
    });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "what is missing could not be written as CSV");
    return new Response(null, { status: known?.status ?? 500, headers: NO_STORE });
  }
}
