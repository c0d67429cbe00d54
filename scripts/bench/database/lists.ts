import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { encodeCursor } from "#lib/documents/cursor.ts";
import type { DocumentQuery } from "#lib/documents/data.ts";
import type { Explainer } from "#scripts/bench/database/explain.ts";
import type { Ground } from "#scripts/bench/database/ground.ts";
import { type Question, questionsOf } from "#scripts/bench/database/questions.ts";
import { type Statement, statementsOf } from "#scripts/bench/database/statements.ts";
import type { Bar, Figure } from "#scripts/bench/figure.ts";

/** The Figures table (reference: assurance): p99 within the database, in ms. */
const BARS: Readonly<Record<Question["sort"], Bar>> = {
  page: { of: "p99", atMost: 1 },
  search: { of: "p99", atMost: 100 },
  odd: { of: "p99", atMost: 100 },
};
const DEPTH = 100_000;

/** Where the page behind the `depth` newest begins. */
async function cursorAt({ administrator }: Ground, depth: number): Promise<string> {
  const [row] = await database().execute<{ id: string; at: string }>(sql`
    select id, to_char(uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from documents
    where school_id = ${administrator.schoolId} and deleted_at is null
    order by uploaded_at desc, id desc offset ${depth} limit 1`);
  if (row === undefined) throw new Error("The list is not that long.");
  return encodeCursor("-date", { value: new Date(row.at), id: row.id });
}

/** The same page as one would get by counting rows off. */
function byOffset(statements: readonly Statement[], depth: number): Statement[] {
  return statements.map(({ query, values }) => ({ query: `${query} offset ${depth}`, values }));
}

/** Pages of lists and counts, each within the database, and how they are found. */
export async function measureLists(ground: Ground, explainer: Explainer, brief: boolean) {
  const { countDocuments, pageOfRows } = await import("#lib/documents/data.ts");
  const figures: Figure[] = [];
  const plans = new Map<string, string[]>();
  const page =
    (query: DocumentQuery, actor = ground.administrator) =>
    () =>
      pageOfRows(actor, query);
  await page({ view: "live" })();

  const depth = Math.min(DEPTH, Math.floor(ground.documents * 0.9));
  const cursor = await cursorAt(ground, depth);
  const first = await statementsOf(page({ view: "live" }));
  const deep = await explainer.measure(await statementsOf(page({ view: "live", cursor })));
  const counted = await explainer.measure(byOffset(first, depth));
  const words = depth.toLocaleString("en-GB");
  plans.set("page: far down", deep.plan);
  figures.push({
    name: `page: behind ${words} others`,
    unit: "ms",
    ours: deep.spread,
    peer: { name: "by OFFSET", spread: counted.spread },
    bar: BARS.page,
  });

  for (const { name, actor, query, sort, flat } of questionsOf(ground)) {
    if (brief && !flat) continue;
    const { spread, plan } = await explainer.measure(await statementsOf(page(query, actor)));
    plans.set(`page: ${name}`, plan);
    figures.push({ name: `page: ${name}`, unit: "ms", ours: spread, bar: BARS[sort], ...(flat && { flat }) });
  }
  if (brief) return { figures, plans };

  for (const [name, query] of [
    ["all", {}],
    ["tag common", { tag: ground.tags.common }],
    ["class common", { recordClass: ground.classes.common }],
    ["search common", { q: "form" }],
  ] as const) {
    const asked = await statementsOf(() => countDocuments(ground.administrator, { view: "live", ...query }));
    const { spread, plan } = await explainer.measure(asked);
    plans.set(`count: ${name}`, plan);
    figures.push({ name: `count up to 1,000: ${name}`, unit: "ms", ours: spread });
  }
  return { figures, plans };
}
