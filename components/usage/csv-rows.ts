import type { getTranslations } from "next-intl/server";
import type { ShareRow } from "#components/usage/share-table.tsx";
import { toUsd } from "#lib/usage/price.ts";
import type { Count, UsageReport } from "#lib/usage/types.ts";

type Words = Awaited<ReturnType<typeof getTranslations<"usage.csvHead">>>;
type Row = readonly (string | number | null)[];

const both = ({ measured, estimated }: Count) => [measured, estimated];

/** Each day of a report: bytes and counts as they are, to be reckoned with. */
export function* dayRows({ days, meteredSince }: UsageReport, t: Words): Generator<Row> {
  yield [
    t("day"),
    t("peak"),
    t("end"),
    ...(["classA", "classB", "free", "bytesIn", "bytesOut"] as const).flatMap((name) => [
      t(`${name}Measured`),
      t(`${name}Estimated`),
    ]),
  ];
  for (const { day, peakBytes, storedBytes, activity } of days) {
    const isKnown = meteredSince !== null && day >= meteredSince;
    yield [
      day,
      isKnown ? peakBytes : null,
      isKnown ? storedBytes : null,
      ...both(activity.classA),
      ...both(activity.classB),
      ...both(activity.free),
      ...both(activity.bytesIn),
      ...both(activity.bytesOut),
    ];
  }
}

/** Who or what takes how much, as the table of the page has it. */
export function* shareRows(heading: string, rows: readonly ShareRow[], t: Words): Generator<Row> {
  const hasCost = rows.some(({ cost }) => cost !== undefined);
  yield [heading, t("files"), t("bytes"), ...(hasCost ? [t("cost")] : [])];
  for (const { name, objects, bytes, cost } of rows) {
    yield [name, objects, bytes, ...(hasCost ? [cost === undefined ? null : toUsd(cost)] : [])];
  }
}
