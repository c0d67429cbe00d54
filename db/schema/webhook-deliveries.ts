import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { DELIVERY_STATES } from "#lib/webhooks/constants.ts";
import type { Try } from "#lib/webhooks/types.ts";

/** One event for one address: how far it is, and what came of each try. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    webhookId: uuid("webhook_id").notNull(),
    eventId: uuid("event_id").notNull(),
    state: text("state", { enum: DELIVERY_STATES }).notNull().default("waiting"),
    /** Tries since it was last asked for: by the event, or by somebody who wanted it again. */
    attempts: integer("attempts").notNull().default(0),
    /** When it was last asked for. */
    askedAt: moment("asked_at").notNull().defaultNow(),
    /** When it is tried next; null once it has ended. While it is being sent: when it counts as lost. */
    nextAttemptAt: moment("next_attempt_at").defaultNow(),
    /** The latest tries, oldest first. */
    tries: jsonb("tries").$type<Try[]>().notNull().default([]),
    createdAt: createdAt(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    unique("webhook_deliveries_once_key").on(t.webhookId, t.eventId),
    foreignKey({
      name: "webhook_deliveries_webhook_fk",
      columns: [t.schoolId, t.webhookId],
      foreignColumns: [webhooks.schoolId, webhooks.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "webhook_deliveries_event_fk",
      columns: [t.schoolId, t.eventId],
      foreignColumns: [webhookEvents.schoolId, webhookEvents.id],
    }).onDelete("cascade"),
    index("webhook_deliveries_due_idx").on(t.webhookId, t.nextAttemptAt).where(sql`${t.state} = 'waiting'`),
    index("webhook_deliveries_log_idx").on(t.webhookId, t.id.desc().nullsFirst()),
    index("webhook_deliveries_event_idx").on(t.eventId),
  ],
);
