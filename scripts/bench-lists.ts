import { availableParallelism, loadavg } from "node:os";
import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import type { DocumentQuery } from "#lib/documents/data.ts";
import { fillLists, MARKS, type Mark } from "#scripts/bench/list-ground.ts";
import { foundSchool, onOwnDatabase, say, signInTo } from "#scripts/bench/own-database.ts";
import { timed } from "#scripts/bench/timed.ts";

const HELP = `Fills a PostgreSQL of its own with documents, and prints how long pages of lists take.

  npm run bench:lists -- [--documents N] [--schools N]

  --documents   1000000 when not given; half of them are the first school's, whose lists are measured
  --schools     20 when not given

  Times are from the question to the answer, the addresses of thumbnails apart; it is no test, for they hang on how busy
  the machine is. Bar: 1 ms in the database for a page of a list, 100 ms for a search.`;

const ROUNDS = 20;

async function measure(count: number, schools: number): Promise<void> {
  const { localOrigin } = await import("#lib/http/origin.ts");
  const { countDocuments, pageOfRows, listUploaders } = await import("#lib/documents/data.ts");
  const { listFilterChoices } = await import("#lib/documents/filter-choices.data.ts");
  const { suggestTags } = await import("#lib/tags/data.ts");

  const origin = localOrigin("bench");
  const each = schools > 1 ? Math.round(count / 2 / (schools - 1)) : 0;
  const made = [];
  for (let at = 0; at < schools; at += 1) {
    const school = await foundSchool(origin, at);
    const ground = await fillLists(
      school.schoolId,
      school.userId,
      at === 0 ? count - each * (schools - 1) : each,
    );
    made.push({ ...school, ...ground });
  }
  await database().execute(sql`vacuum analyze`);
  const first = made[0];
  if (first === undefined) throw new Error("There is no school.");
  const actor = await signInTo(first, origin);

  const [counts] = await database().execute<{ documents: number; tagged: number }>(
    sql`select (select count(*) from documents)::int as documents, (select count(*) from document_tags)::int as tagged`,
  );
  say(`${counts?.documents} documents in ${schools} schools, ${counts?.tagged} times a tag`);
  say(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`);
  say();
  say(`${"ms".padEnd(44)}${"least".padStart(9)}${"middle".padStart(9)}${"9 of 10".padStart(9)}`);

  const row = async (name: string, work: () => Promise<unknown>) => {
    const once = performance.now();
    await work();
    const { least, middle, most } = await timed(work, performance.now() - once > 200 ? 3 : ROUNDS);
    say(name.padEnd(44) + [least, middle, most].map((ms) => ms.toFixed(2).padStart(9)).join(""));
  };
  const list = async (name: string, query: Omit<DocumentQuery, "view">) => {
    await row(name, () => pageOfRows(actor, { view: "live", ...query }));
  };

  await list("newest", {});
  await list("by name", { sort: { by: "name", descending: false } });
  await list("by size", { sort: { by: "size", descending: true } });
  await list("reports", { kind: "report" });
  await list("search, rare", { q: "certificate ruiz 12" });
  await list("search, common", { q: "form" });
  for (const mark of Object.keys(MARKS) as Mark[]) {
    const tag = first.tags[mark];
    await list(`tag, ${mark}`, { tag });
    await list(`tag, ${mark}, by name`, { tag, sort: { by: "name", descending: false } });
    await list(`tag, ${mark}, media alone`, { tag, kind: "media" });
    await list(`tag, ${mark}, search`, { tag, q: "consent" });
    await row(`tag, ${mark}, counted`, () => countDocuments(actor, { view: "live", tag }));
    const recordClass = first.classes[mark];
    await list(`class, ${mark}`, { recordClass });
    await list(`class, ${mark}, by name`, { recordClass, sort: { by: "name", descending: false } });
    await list(`class, ${mark}, media alone`, { recordClass, kind: "media" });
    await row(`class, ${mark}, counted`, () => countDocuments(actor, { view: "live", recordClass }));
  }
  await list("year", { year: 2021 });
  await row("suggested tags", () => suggestTags(actor, "fi"));
  await row("choices of filters", () => listFilterChoices(actor));
  await row("people who uploaded", () => listUploaders(actor));
}

await onOwnDatabase(HELP, measure);
