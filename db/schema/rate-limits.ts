import { index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";

/** Fixed windows of attempts and requests: in the database, because processes come and go. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    resetsAt: moment("resets_at").notNull(),
  },
  (t) => [index("rate_limits_resets_idx").on(t.resetsAt)],
);
