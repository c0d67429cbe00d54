import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { localOrigin } from "#lib/http/origin.ts";
import type { Explainer } from "#scripts/bench/database/explain.ts";
import type { Ground } from "#scripts/bench/database/ground.ts";
import { statementsOf } from "#scripts/bench/database/statements.ts";
import type { Figure } from "#scripts/bench/figure.ts";
import { timed } from "#scripts/bench/timed.ts";

const HEADLINE_MS = 5;

/** What surrounds lists, the figures of usage, and what is written: from the question to the answer. */
export async function measureOthers(ground: Ground, explainer: Explainer, brief: boolean): Promise<Figure[]> {
  const { administrator } = ground;
  const { usageHeadline } = await import("#lib/usage/headline.data.ts");
  const { recordAlone } = await import("#lib/audit/mutations.ts");
  const { addCounts } = await import("#lib/documents/counters.mutations.ts");
  const sum = () => database().execute(sql`select sum(file_size) from documents`);
  const event = {
    action: "document.viewed",
    targetType: "document",
    targetId: administrator.userId,
  } as const;
  await database().execute(sql`create unlogged table if not exists bench_bare (n serial, said text)`);
  const bare = () => database().execute(sql`insert into bench_bare (said) values ('viewed')`);
  const origin = localOrigin("bench");
  const figures: Figure[] = [
    {
      name: "usage: headline figures",
      unit: "ms",
      ours: await timed(() => usageHeadline(administrator)),
      peer: { name: "sum over all documents", spread: await timed(sum, { least: 5, most: 20 }) },
      bar: { of: "middle", atMost: HEADLINE_MS },
      flat: true,
    },
    {
      name: "audit: one event",
      unit: "ms",
      ours: await timed(() =>
        recordAlone({ schoolId: administrator.schoolId, userId: administrator.userId, origin }, event),
      ),
      peer: { name: "a row without index or log", spread: await timed(bare) },
      flat: true,
    },
    {
      name: "counters: one file more",
      unit: "ms",
      ours: await timed(() =>
        database().transaction((tx) =>
          addCounts(tx, administrator.schoolId, [{ kind: "document", bytes: 1, objects: 1 }]),
        ),
      ),
      peer: { name: "a row without index or log", spread: await timed(bare) },
      flat: true,
    },
  ];
  if (brief) return figures;

  const { listFilterChoices } = await import("#lib/documents/filter-choices.data.ts");
  const { listUploaders } = await import("#lib/documents/data.ts");
  const { suggestTags } = await import("#lib/tags/data.ts");
  const { usageReport } = await import("#lib/usage/report.data.ts");
  const { addDays, dayOf } = await import("#lib/usage/days.ts");
  const { readTrail } = await import("#lib/audit/trail.data.ts");
  const today = dayOf(new Date());
  const month = { from: addDays(today, -30), to: today } as const;
  const asked: [string, () => Promise<unknown>][] = [
    ["choices of filters", () => listFilterChoices(administrator)],
    ["suggested tags", () => suggestTags(administrator, "fi")],
    ["people who uploaded", () => listUploaders(administrator)],
    ["usage: 31 days by kind", () => usageReport(administrator, { ...month, groupBy: "kind" })],
    ["usage: 31 days by day", () => usageReport(administrator, { ...month, groupBy: "day" })],
    ["audit: newest page", () => readTrail(administrator, {}, null, 51)],
  ];
  for (const [name, work] of asked) {
    const { spread } = await explainer.measure(await statementsOf(work));
    figures.push({ name, unit: "ms", ours: spread });
  }
  return figures;
}
