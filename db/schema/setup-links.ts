import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment } from "#db/schema/columns.ts";

/** One-time set-up links, kept as hashes. They work only while the installation has no user. */
export const setupLinks = pgTable("setup_links", {
  hash: text("hash").primaryKey(),
  createdAt: createdAt(),
  expiresAt: moment("expires_at").notNull(),
  usedAt: moment("used_at"),
});
