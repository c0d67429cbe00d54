import { getTranslations } from "next-intl/server";
import { readQueryOf } from "#app/(admin)/usage/read-query.ts";
import { dayRows, shareRows } from "#components/usage/csv-rows.ts";
import { sharesOf, shareWords } from "#components/usage/shares.ts";
import type { UsageQuery } from "#components/usage/usage-query.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { currentActor } from "#lib/auth/session.ts";
import { AppError } from "#lib/errors.ts";
import { csvStream } from "#lib/http/csv.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { storageReport, uploaderNames } from "#lib/storage-report/data.ts";
import { usageReport } from "#lib/usage/report.data.ts";

const NO_STORE = { "Cache-Control": "no-store" };

async function daysOf(actor: Actor, { from, to }: UsageQuery) {
  const [report, t] = await Promise.all([
    usageReport(actor, { from, to, groupBy: "day" }),
    getTranslations("usage.csvHead"),
  ]);
  return dayRows(report, t);
}

async function sharesIn(actor: Actor, { by, from, to }: UsageQuery) {
  const [report, { report: found }, words, t] = await Promise.all([
    usageReport(actor, { from, to, groupBy: by === "school" ? "school" : "kind" }),
    storageReport(actor),
    shareWords(),
    getTranslations("usage.csvHead"),
  ]);
  const figures = found?.figures ?? null;
  const ids = by === "person" ? (figures?.people ?? []).map(({ userId }) => userId) : [];
  const names = await uploaderNames(actor, ids);
  const rows = sharesOf(by, { report, figures, names }, words, ids.length) ?? [];
  return shareRows(words.t(`by.${by}`), rows, t);
}

/** The figures of the page as CSV: `table=days` each day of the range, otherwise what the page divides by. */
export async function GET(request: Request): Promise<Response> {
  try {
    const actor = await currentActor();
    if (actor === null) throw new AppError("unauthenticated");
    // Whose page does not exist has no file of it either.
    if (!actor.can("usage:read")) throw new AppError("not_found");
    const params = new URL(request.url).searchParams;
    const { query } = readQueryOf(actor, (name) => params.get(name) ?? undefined);
    const isDays = params.get("table") === "days";
    const rows = isDays ? await daysOf(actor, query) : await sharesIn(actor, query);
    const t = await getTranslations("usage");
    const what = isDays ? t("csvHead.byDay") : t(`by.${query.by}`);
    const name = `${t("title")} - ${actor.schoolName} - ${what} - ${query.from} - ${query.to}.csv`;
    return new Response(csvStream(rows), {
      headers: {
        ...NO_STORE,
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": contentDisposition("attachment", name),
      },
    });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "usage could not be written as CSV");
    return new Response(null, { status: known?.status ?? 500, headers: NO_STORE });
  }
}
