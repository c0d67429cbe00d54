import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { DISABLED_FOR, type EventType } from "#lib/webhooks/constants.ts";

/** An address that is told of what happens in a school. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: id(),
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    url: text("url").notNull(),
    events: text("events").array().$type<EventType[]>().notNull(),
    /** Whether it is told of restricted documents. For all others these do not exist. */
    restricted: boolean("restricted").notNull().default(false),
    /** What its deliveries are signed with, sealed (`lib/webhooks/seal.ts`). */
    secret: text("secret").notNull(),
    /** The one before it, which signs beside it until `previousUntil`; sealed as well. */
    previousSecret: text("previous_secret"),
    previousUntil: moment("previous_until"),
    state: text("state", { enum: ["active", "paused", "disabled"] })
      .notNull()
      .default("active"),
    disabledFor: text("disabled_for", { enum: DISABLED_FOR }),
    /** Tries that failed one after another; zero after the first that does not. */
    failures: integer("failures").notNull().default(0),
    failingSince: moment("failing_since"),
    /** Nothing is tried before, after failures. */
    restUntil: moment("rest_until"),
    /** A worker sends its deliveries until then at the latest: one at a time does. */
    busyUntil: moment("busy_until"),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    unique("webhooks_school_id_key").on(t.schoolId, t.id),
    index("webhooks_active_idx").on(t.schoolId).where(sql`${t.state} = 'active'`),
  ],
);
