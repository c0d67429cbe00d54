import { bigint, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";
import type { AuditCheck } from "#lib/audit/types.ts";

/** The latest check of a school's audit that somebody has asked for. */
export const auditChecks = pgTable("audit_checks", {
  schoolId: uuid("school_id")
    .primaryKey()
    .references(() => schools.id),
  state: text("state", { enum: ["running", "done", "failed"] }).notNull(),
  /** No foreign key: the check outlives the person. */
  askedBy: uuid("asked_by"),
  askedAt: moment("asked_at").notNull(),
  /** When it last got on: one that stands still has lost its worker. */
  workedAt: moment("worked_at").notNull(),
  /** Events that were read so far. */
  events: bigint("events", { mode: "number" }).notNull().default(0),
  /** What it came to; null until it is done. */
  found: jsonb("found").$type<AuditCheck>(),
  finishedAt: moment("finished_at"),
});
