import { bigint, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";

/** Seals whose head the bucket has as well. Append-only: a seal itself is never written again. */
export const auditSealCopies = pgTable(
  "audit_seal_copies",
  {
    chain: uuid("chain").notNull(),
    number: bigint("number", { mode: "number" }).notNull(),
    copiedAt: moment("copied_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.chain, t.number] })],
);
