import { index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";
import type { SentType } from "#lib/webhooks/constants.ts";

/** Something that happened, as it is told: written with the very change, and only where somebody wants to know. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    /** Also the `webhook-id`, by which a receiver knows what it has had already. */
    id: id(),
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    type: text("type").$type<SentType>().notNull(),
    occurredAt: moment("occurred_at").notNull(),
    /** The JSON that is sent, byte for byte: every try signs the same. */
    body: text("body").notNull(),
  },
  (t) => [
    unique("webhook_events_school_id_key").on(t.schoolId, t.id),
    index("webhook_events_age_idx").on(t.occurredAt),
  ],
);
