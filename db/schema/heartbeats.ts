import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";

/** When what runs by itself last ran to its end, by the name of its job: so that silence is seen. */
export const heartbeats = pgTable("heartbeats", {
  name: text("name").primaryKey(),
  at: moment("at").notNull(),
});
