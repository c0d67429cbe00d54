import { getTranslations } from "next-intl/server";
import { filterOf, readTrailQuery, trailHref } from "#components/audit/trail-query.ts";
import { EXPORT_FORMATS, exportTrail } from "#lib/audit/export.ts";
import { currentActor } from "#lib/auth/session.ts";
import { dayAt } from "#lib/documents/days.ts";
import { AppError } from "#lib/errors.ts";
import { textStream } from "#lib/http/text-stream.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";

const NO_STORE = { "Cache-Control": "no-store" };
const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" } as const;

/** The trail that the page shows, all of it, as CSV or as lines of JSON. */
export async function GET(request: Request): Promise<Response> {
  try {
    const actor = await currentActor();
    if (actor === null) throw new AppError("unauthenticated");
    const params = new URL(request.url).searchParams;
    const query = readTrailQuery((name) => params.get(name) ?? undefined);
    const format = EXPORT_FORMATS.find((known) => known === params.get("format")) ?? "csv";
    const asked = trailHref(query, { path: "" });
    const lines = await exportTrail(actor, filterOf(query, actor.timeZone), format, asked);
    const t = await getTranslations("audit");
    const name = `${t("title")} - ${actor.schoolName} - ${dayAt(new Date(), actor.timeZone)}.${format}`;
    return new Response(textStream(lines), {
      headers: {
        ...NO_STORE,
        "Content-Type": TYPES[format],
        "Content-Disposition": contentDisposition("attachment", name),
      },
    });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "the audit could not be exported");
    return new Response(null, { status: known?.status ?? 500, headers: NO_STORE });
  }
}
