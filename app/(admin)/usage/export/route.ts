import { getTranslations } from "next-intl/server";
import { readQueryOf } from "#app/(admin)/usage/read-query.ts";
import { shareNames } from "#app/(admin)/usage/share-names.ts";
import { dayRows, shareRows } from "#components/usage/csv-rows.ts";
import { sharesOf, shareWords } from "#components/usage/shares.ts";
import type { Division, UsageQuery } from "#components/usage/usage-query.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { currentActor } from "#lib/auth/session.ts";
import { AppError } from "#lib/errors.ts";
import { csvStream } from "#lib/http/csv.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { storageReport } from "#lib/storage-report/data.ts";
import { usageReport } from "#lib/usage/report.data.ts";
import type { UsageScope } from "#lib/usage/types.ts";

const NO_STORE = { "Cache-Control": "no-store" };

async function daysOf(actor: Actor, { from, to }: UsageQuery, scope: UsageScope) {
  const [report, t] = await Promise.all([
    usageReport(actor, { from, to, groupBy: "day", scope }),
    getTranslations("usage.csvHead"),
  ]);
  return dayRows(report, t);
}

/** What only going through a school's files finds. */
async function foundIn(actor: Actor, by: Division) {
  if (by === "kind" || by === "school") return { figures: null, names: new Map<string, string>() };
  const { report } = await storageReport(actor);
  const figures = report?.figures ?? null;
  return { figures, names: await shareNames(actor, by, figures) };
}

async function sharesIn(actor: Actor, { by, from, to }: UsageQuery) {
  const [report, found, words, t] = await Promise.all([
    usageReport(actor, { from, to, groupBy: by === "school" ? "school" : "kind" }),
    foundIn(actor, by),
    shareWords(),
    getTranslations("usage.csvHead"),
  ]);
  const rows = sharesOf(by, { report, ...found }, words, found.figures?.people.length) ?? [];
  return shareRows(words.t(`by.${by}`), rows, t);
}

/** The figures of the page as CSV: `table=days` each day of the range, otherwise what the page divides by. */
export async function GET(request: Request): Promise<Response> {
  try {
    const actor = await currentActor();
    if (actor === null) throw new AppError("unauthenticated");
    const params = new URL(request.url).searchParams;
    const asked = readQueryOf(actor, (name) => params.get(name) ?? undefined);
    // For whom the page does not exist, no file of it does.
    if (asked === null) throw new AppError("not_found");
    const { query, scope } = asked;
    const isDays = params.get("table") === "days";
    const rows = isDays ? await daysOf(actor, query, scope) : await sharesIn(actor, query);
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
