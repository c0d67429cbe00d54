import { getTranslations } from "next-intl/server";
import { buttonClass } from "#components/ui/button.tsx";
import { CONTROL } from "#components/ui/field.tsx";
import { ChoiceLinks } from "#components/usage/choice-links.tsx";
import { RANGES, type UsageQuery, usageHref } from "#components/usage/usage-query.ts";
import type { Day } from "#lib/usage/days.ts";

/** Which days the page is about: a few ranges in sight, any others by their first and last day. Needs no script. */
export async function RangePicker({ query, today }: { query: UsageQuery; today: Day }) {
  const t = await getTranslations("usage");
  const { by, range, from, to } = query;
  const field = `${CONTROL} w-auto min-w-0 flex-1 sm:w-40 sm:flex-none`;
  return (
    <div className="flex max-w-full min-w-0 flex-wrap items-start gap-2 print:hidden">
      <ChoiceLinks
        label={t("range")}
        choices={RANGES.map((each) => ({
          key: each,
          label: t(`ranges.${each}`),
          href: usageHref({ ...query, range: each }),
          isChosen: each === range,
        }))}
      />
      <details open={range === null} className="min-w-0 max-sm:w-full">
        <summary className={`${buttonClass("quiet")} list-none [&::-webkit-details-marker]:hidden`}>
          {t("otherDays")}
        </summary>
        <form action="/usage" className="mt-2 flex flex-wrap items-end gap-2">
          {by !== "kind" && <input type="hidden" name="by" value={by} />}
          {(["from", "to"] as const).map((name) => (
            <label
              key={name}
              className="flex min-w-0 flex-1 flex-col gap-1 text-small text-ink-2 sm:flex-none"
            >
              {t(`days.${name}`)}
              <input
                type="date"
                name={name}
                required
                max={today}
                defaultValue={name === "from" ? from : to}
                key={`${from} ${to}`}
                className={field}
              />
            </label>
          ))}
          <button type="submit" className={buttonClass("secondary")}>
            {t("show")}
          </button>
        </form>
      </details>
    </div>
  );
}
