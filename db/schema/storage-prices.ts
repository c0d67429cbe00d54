import { bigint, date, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "#db/schema/columns.ts";

const micros = (name: string) => bigint(name, { mode: "number" }).notNull();

/** What the store asks from a month on, as whoever looks after the installation knows it. Without rows: R2's list. */
export const storagePrices = pgTable("storage_prices", {
  /** The first day of the first month (UTC) in which it holds. */
  from: date("valid_from", { mode: "string" }).primaryKey(),
  storageClass: text("storage_class", { enum: ["standard", "infrequent_access"] }).notNull(),
  /** Millionths of a US dollar. */
  gbMonth: micros("gb_month"),
  millionClassA: micros("million_class_a"),
  millionClassB: micros("million_class_b"),
  retrievedGb: micros("retrieved_gb"),
  freeGbMonths: integer("free_gb_months").notNull(),
  freeClassA: micros("free_class_a"),
  freeClassB: micros("free_class_b"),
  setBy: uuid("set_by"),
  createdAt: createdAt(),
});
