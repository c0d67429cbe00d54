import { integer, jsonb, pgTable, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";
import type { KeptFigures } from "#lib/storage-report/types.ts";

/** What was found when a school's files were last gone through, every night or when somebody asked. */
export const storageReports = pgTable("storage_reports", {
  schoolId: uuid("school_id")
    .primaryKey()
    .references(() => schools.id),
  /** Null until the first one is there. */
  figures: jsonb("figures").$type<KeptFigures>(),
  measuredAt: moment("measured_at"),
  tookMs: integer("took_ms"),
  /** When somebody last asked for a new one. */
  requestedAt: moment("requested_at"),
});
