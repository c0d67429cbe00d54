import { getFormatter, getTimeZone, getTranslations } from "next-intl/server";
import type { TrailQuery } from "#components/audit/trail-query.ts";
import { TrailRow } from "#components/audit/trail-row.tsx";
import type { TrailEntry } from "#lib/audit/types.ts";
import { dayAt } from "#lib/documents/days.ts";

/** Events day by day on the school's clock, newest first. */
export async function TrailList({ entries, query }: { entries: readonly TrailEntry[]; query: TrailQuery }) {
  const [t, format, timeZone] = await Promise.all([getTranslations("audit"), getFormatter(), getTimeZone()]);
  const days = Map.groupBy(entries, ({ at }) => dayAt(at, timeZone));
  return (
    <section aria-label={t("events")}>
      {[...days].map(([day, events]) => (
        <div key={day} className="mb-6">
          <h2 className="sticky top-0 z-10 border-b border-line bg-paper py-2 text-small font-semibold max-lg:top-14">
            {format.dateTime(events[0]?.at ?? new Date(day), { dateStyle: "full" })}
          </h2>
          <ol>
            {events.map((entry) => (
              <TrailRow key={entry.id} entry={entry} query={query} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
