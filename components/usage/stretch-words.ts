import type { getFormatter, getTranslations } from "next-intl/server";
import type { Stretch } from "#components/usage/chart/stretches.ts";
import { dayText } from "#components/usage/day-text.ts";

type Words = {
  t: Awaited<ReturnType<typeof getTranslations<"usage">>>;
  format: Awaited<ReturnType<typeof getFormatter>>;
};

/** What the stretches of a chart are called: along its axis, in its table and over the column. */
export function stretchWords(stretches: readonly Stretch[], { t, format }: Words) {
  const isWeeks = stretches.some(({ from, to }) => from !== to);
  return {
    labels: stretches.map(({ to }) => dayText(format, to, "short")),
    head: isWeeks ? t("week") : t("day"),
    nameOf: ({ from, to }: Stretch) =>
      from === to
        ? dayText(format, from, "long")
        : t("stretch", { from: dayText(format, from, "short"), to: dayText(format, to, "long") }),
  };
}
