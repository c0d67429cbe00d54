import { availableParallelism, loadavg } from "node:os";
import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { foundSchool, onOwnDatabase, say, signInTo } from "#scripts/bench/own-database.ts";
import { timed } from "#scripts/bench/timed.ts";

const HELP = `Fills a PostgreSQL of its own with documents of two years, and prints how long the figures of usage take.

  npm run bench:usage -- [--documents N] [--schools N]

  --documents   1000000 when not given
  --schools     20 when not given, all of the same size

  Bar: the headline figures take 5 ms at most, however many documents there are. Times are from the question to the
  answer, all queries and the arithmetic in between; it is no test, for they hang on how busy the machine is.`;

const BAR_MS = 5;
const ROUNDS = 60;

/** Documents spread over kinds, types and the last 730 days, with their objects, totals and days, as the product keeps them. */
async function fill(schoolId: string, userId: string, count: number): Promise<void> {
  const kind = sql`(array['document', 'report', 'media', 'attachment'])[1 + n % 4]`;
  const folder = sql`(array['documents', 'reports', 'media', 'attachments'])[1 + n % 4]`;
  const type = sql`(array['application/pdf', 'image/jpeg', 'image/png', 'application/msword'])[1 + n % 4]`;
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`
      create temporary table made on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as object_id, n, ${kind} as kind, ${type} as type,
        ${folder} || '/' || ${schoolId} || '/2026/' || gen_random_uuid() || '_plan.pdf' as key,
        10000 + (n::bigint * 7919) % 4000000 as size, now() - ((n::bigint * 104729) % 730)::int * interval '1 day' as at
      from generate_series(1, ${count}::int) n`);
    await tx.execute(sql`
      insert into objects (id, school_id, key, purpose, state, size, stored_bytes, created_at)
      select object_id, ${schoolId}, key, 'original', 'live', size, size, at from made`);
    await tx.execute(sql`
      insert into documents (id, school_id, filename, file_path, content_type, file_size, uploaded_by, uploaded_at,
        object_id, kind, name_sort)
      select id, ${schoolId}, 'plan ' || n, key, type, size, ${userId}, at, object_id, kind, 'plan ' || n from made`);
    await tx.execute(sql`
      insert into storage_totals (school_id, kind, bytes, objects, stored_bytes, stored_objects)
      select ${schoolId}, kind, sum(size), count(*), sum(size), count(*) from made group by kind`);
    await tx.execute(sql`
      insert into usage_daily (school_id, kind, day, class_a, class_b, class_b_estimated, bytes_in, bytes_out_estimated,
        start_bytes, peak_bytes, end_bytes)
      select ${schoolId}, kind, day, files, files * 3, files * 40, came, came * 12, held - came, held, held
      from (
        select kind, (at at time zone 'UTC')::date as day, count(*) as files, sum(size) as came,
          sum(sum(size)) over (partition by kind order by (at at time zone 'UTC')::date) as held
        from made group by 1, 2
      ) days`);
  });
}

async function measure(documents: number, schools: number): Promise<void> {
  const { setPlatformAdmin } = await import("#lib/auth/mutations.ts");
  const { localOrigin } = await import("#lib/http/origin.ts");
  const { usageHeadline } = await import("#lib/usage/headline.data.ts");
  const { usageMonths } = await import("#lib/usage/months.data.ts");
  const { usageReport } = await import("#lib/usage/report.data.ts");
  const { addDays, dayOf } = await import("#lib/usage/days.ts");

  const origin = localOrigin("bench");
  const made = [];
  for (let at = 0; at < schools; at += 1) {
    const school = await foundSchool(origin, at);
    await fill(school.schoolId, school.userId, Math.round(documents / schools));
    made.push(school);
  }
  await database().execute(sql`analyze`);
  const first = made[0];
  if (first === undefined) throw new Error("There is no school.");
  await setPlatformAdmin(first.email, true, origin);
  const actor = await signInTo(first, origin);

  const [counts] = await database().execute<{ documents: number; days: number }>(
    sql`select (select count(*) from documents)::int as documents, (select count(*) from usage_daily)::int as days`,
  );
  say(`${counts?.documents} documents in ${schools} schools, ${counts?.days} rows of days`);
  say(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`);
  const today = dayOf(new Date());
  const month = { from: addDays(today, -30), to: today } as const;
  const year = { from: addDays(today, -364), to: today } as const;
  const rows: [string, () => Promise<unknown>][] = [
    ["headline, a school", () => usageHeadline(actor)],
    ["headline, all schools", () => usageHeadline(actor, "platform")],
    ["31 days by kind", () => usageReport(actor, { ...month, groupBy: "kind" })],
    ["31 days by day", () => usageReport(actor, { ...month, groupBy: "day" })],
    ["31 days by school", () => usageReport(actor, { ...month, groupBy: "school" })],
    ["a year by month", () => usageReport(actor, { ...year, groupBy: "month" })],
    ["types, of all documents", () => usageReport(actor, { ...month, groupBy: "type" })],
    ["twelve months, a school", () => usageMonths(actor)],
    ["sum over documents, for contrast", () => database().execute(sql`select sum(file_size) from documents`)],
  ];
  say();
  say(`${"ms".padEnd(34)}${"least".padStart(8)}${"middle".padStart(8)}${"9 of 10".padStart(9)}`);
  let headline = 0;
  for (const [name, work] of rows) {
    const { least, middle, most } = await timed(work, name.includes("documents") ? 5 : ROUNDS);
    if (name === "headline, a school") headline = middle;
    say(
      name.padEnd(34) +
        [least, middle].map((ms) => ms.toFixed(2).padStart(8)).join("") +
        most.toFixed(2).padStart(9),
    );
  }
  say();
  say(
    `headline: ${headline.toFixed(2)} ms, the bar is ${BAR_MS} ms: ${headline <= BAR_MS ? "ok" : "MISSED"}`,
  );
}

await onOwnDatabase(HELP, measure);
