import { bigint, date, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { schools } from "#db/schema/schools.ts";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/**
 * What a school did at the store on one day (UTC), as R2 bills it, and how much the bucket held of it. A day on which
 * nothing happened has no row. Locks on these rows are taken after those on `storage_totals` of the same school and kind.
 */
export const usageDaily = pgTable(
  "usage_daily",
  {
    /** Null for what belongs to no school: people's pictures, probes, the doctor, the bucket's settings. */
    schoolId: uuid("school_id").references(() => schools.id),
    kind: text("kind", {
      enum: [
        "document",
        "report",
        "media",
        "attachment",
        "thumbnail",
        "profile",
        "public",
        "restricted",
        "other",
      ],
    }).notNull(),
    day: date("day", { mode: "string" }).notNull(),
    /** Operations that the store has answered, by the class that R2 puts them in. */
    classA: count("class_a"),
    classB: count("class_b"),
    free: count("free"),
    /** Operations that were signed for browsers and of which nobody can tell whether they were done. */
    classAEstimated: count("class_a_estimated"),
    classBEstimated: count("class_b_estimated"),
    bytesIn: count("bytes_in"),
    bytesOut: count("bytes_out"),
    bytesInEstimated: count("bytes_in_estimated"),
    bytesOutEstimated: count("bytes_out_estimated"),
    /** Bytes held before the first change of the day, at its peak and after its last change. */
    startBytes: count("start_bytes"),
    peakBytes: count("peak_bytes"),
    endBytes: count("end_bytes"),
    /** Bytes of objects deleted before their thirtieth day, times the days that they lacked (Infrequent Access). */
    earlyByteDays: count("early_byte_days"),
  },
  (t) => [
    unique("usage_daily_key").on(t.schoolId, t.kind, t.day).nullsNotDistinct(),
    index("usage_daily_day_idx").on(t.day),
  ],
);
