import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "#db/schema/columns.ts";

/**
 * Who did what, when and from where. Append-only, by a trigger and by what the app's role may do; it has no foreign
 * keys, so that it outlives what it names.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: id(),
    at: moment("at").notNull().defaultNow(),
    schoolId: uuid("school_id"),
    userId: uuid("user_id"),
    sessionId: uuid("session_id"),
    tokenId: uuid("token_id"),
    action: text("action").notNull(),
    outcome: text("outcome", { enum: ["ok", "denied", "failed"] }).notNull(),
    targetType: text("target_type"),
    targetId: uuid("target_id"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    details: jsonb("details").$type<Record<string, string | number | boolean | null>>(),
    /** The transaction that wrote it: what is below the oldest that still runs is all there (`lib/audit/seal.ts`). */
    tx: bigint("tx", { mode: "bigint" }).notNull().default(sql`audit_tx()`),
  },
  (t) => [
    index("audit_events_school_idx").on(t.schoolId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    // What a person worked with last.
    index("audit_events_person_idx").on(
      t.userId,
      t.schoolId,
      t.at.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("audit_events_target_idx").on(t.targetId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("audit_events_action_idx").on(
      t.schoolId,
      t.action,
      t.at.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("audit_events_refused_idx")
      .on(t.schoolId, t.outcome, t.at.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`${t.outcome} <> 'ok'`),
    // Which files were ever a student's.
    index("audit_events_student_idx")
      .on(t.schoolId, sql`(${t.details} ->> 'student')`)
      .where(sql`(${t.details} ->> 'student') is not null`),
    // The order in which they are sealed.
    index("audit_events_seal_idx").on(t.schoolId, t.tx, t.id),
  ],
);
