import { z } from "zod";
import { moment } from "#lib/api/fields.ts";
import type { Cost } from "#lib/usage/bill.ts";
import { GROUPINGS } from "#lib/usage/constants.ts";
import { toUsd } from "#lib/usage/price.ts";
import type { Activity, Count, UsageGroup, UsageHeadline, UsageReport } from "#lib/usage/types.ts";

const day = z.iso.date();
const amount = z.int().min(0);
const bytes = amount.meta({ description: "Bytes." });

const operationsSchema = z.object({
  class_a: amount.meta({ description: "Operations that R2 bills as class A, estimated ones among them." }),
  class_b: amount.meta({ description: "As class B." }),
  free: amount,
  class_a_estimated: amount.meta({
    description: "Of those, what was signed for a browser and of which nobody can tell whether it was sent.",
  }),
  class_b_estimated: amount,
});

const bandwidthSchema = z.object({
  bytes_in: bytes,
  bytes_out: bytes,
  bytes_in_estimated: bytes,
  bytes_out_estimated: bytes,
});

const usd = z.number().min(0).meta({ description: "US dollars, to the millionth." });
const costSchema = z.object({
  currency: z.literal("USD"),
  total: usd,
  storage: usd,
  class_a: usd,
  class_b: usd,
  retrieval: usd,
});

const groupSchema = z.object({
  key: z.string().meta({
    description:
      "A kind (`restricted` for files of restricted record classes, of whatever kind), content type, record class (id), class or year group of students, day, month (UTC) or school; `none` " +
      "for what belongs to no school or has no record class. By students, without a name: `nobody` for files about no " +
      "student, `ungrouped` for students without a class, `several` for those about students of more than one, " +
      "`others` for all beyond the hundred largest.",
  }),
  name: z
    .string()
    .nullable()
    .meta({ description: "Of a school, a record class, or a class or year group of students." }),
  bytes: bytes
    .nullable()
    .meta({ description: "Originals of live documents, now; null for days and months." }),
  objects: amount.nullable(),
  stored_bytes: bytes
    .nullable()
    .meta({ description: "What the bucket held at its end; null where only files are divided." }),
  peak_bytes: bytes.nullable(),
  operations: operationsSchema.nullable(),
  bandwidth: bandwidthSchema.nullable(),
  cost: costSchema.nullable(),
});

/** A report of usage as the API writes it. */
export const usageSchema = z.object({
  from: day,
  to: day,
  group_by: z.enum(GROUPINGS),
  totals: z.object({ bytes, objects: amount }).meta({ description: "Originals of live documents, now." }),
  trash: z.object({ bytes, objects: amount }),
  stored: z.object({ bytes, objects: amount }).meta({
    description: "All that the bucket holds and is paid for, now: trash, thumbnails and public copies too.",
  }),
  operations: operationsSchema,
  bandwidth: bandwidthSchema,
  cost: costSchema,
  forecast: z.object({ month: z.string(), expected: usd, low: usd, high: usd }).meta({
    description: "This month at its end, whatever the range; four months of five end between low and high.",
  }),
  groups: z.array(groupSchema),
  metered_since: day.nullable(),
  measured_at: moment,
});

const both = ({ measured, estimated }: Count) => measured + estimated;

const operations = ({ classA, classB, free }: Activity) => ({
  class_a: both(classA),
  class_b: both(classB),
  free: both(free),
  class_a_estimated: classA.estimated,
  class_b_estimated: classB.estimated,
});

const bandwidth = ({ bytesIn, bytesOut }: Activity) => ({
  bytes_in: both(bytesIn),
  bytes_out: both(bytesOut),
  bytes_in_estimated: bytesIn.estimated,
  bytes_out_estimated: bytesOut.estimated,
});

const cost = ({ total, storage, classA, classB, retrieval }: Cost) => ({
  currency: "USD" as const,
  total: toUsd(total),
  storage: toUsd(storage),
  class_a: toUsd(classA),
  class_b: toUsd(classB),
  retrieval: toUsd(retrieval),
});

const group = (one: UsageGroup) => ({
  key: one.key,
  name: one.name,
  bytes: one.bytes,
  objects: one.objects,
  stored_bytes: one.storedBytes,
  peak_bytes: one.peakBytes,
  operations: one.activity && operations(one.activity),
  bandwidth: one.activity && bandwidth(one.activity),
  cost: one.cost && cost(one.cost),
});

/** Writes a report, with the forecast of the same school or schools. */
export function presentUsage(
  report: UsageReport,
  { month, forecast }: UsageHeadline,
): z.input<typeof usageSchema> {
  const { totals } = report;
  return {
    from: report.from,
    to: report.to,
    group_by: report.groupBy,
    totals: { bytes: totals.bytes, objects: totals.objects },
    trash: { bytes: totals.trashBytes, objects: totals.trashObjects },
    stored: { bytes: totals.storedBytes, objects: totals.storedObjects },
    operations: operations(report.activity),
    bandwidth: bandwidth(report.activity),
    cost: cost(report.cost),
    forecast: {
      month: month.month,
      expected: toUsd(forecast.expected.total),
      low: toUsd(forecast.low.total),
      high: toUsd(forecast.high.total),
    },
    groups: report.groups.map(group),
    metered_since: report.meteredSince,
    measured_at: report.measuredAt,
  };
}
