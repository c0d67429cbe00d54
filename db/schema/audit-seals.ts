import { bigint, customType, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const wholeNumber = (name: string) => bigint(name, { mode: "number" });
const transaction = (name: string) => bigint(name, { mode: "bigint" });

/**
 * Stretches of the audit, each bound to the one before by a keyed digest (`lib/audit/seal.ts`). Append-only as the
 * events are. A chain is a school's id, or the nil UUID for what belongs to no school; it has no foreign key, so that
 * it outlives its school.
 */
export const auditSeals = pgTable(
  "audit_seals",
  {
    chain: uuid("chain").notNull(),
    /** From 1, without gaps. */
    number: wholeNumber("number").notNull(),
    /** Behind which event the stretch begins, and with which it ends, in the order of (tx, id). */
    afterTx: transaction("after_tx").notNull(),
    afterId: uuid("after_id").notNull(),
    lastTx: transaction("last_tx").notNull(),
    lastId: uuid("last_id").notNull(),
    events: integer("events").notNull(),
    /** Of each event its id and 16 bytes of its keyed digest: they name the one that was changed. */
    entries: bytes("entries").notNull(),
    /** SHA-256 of `entries`. */
    digest: bytes("digest").notNull(),
    /** The head before; null for the first seal of a chain. */
    previous: bytes("previous"),
    /** HMAC-SHA-256 over all of the above but the entries. */
    head: bytes("head").notNull(),
    /** Which secret it was sealed with; tells nothing of the secret. */
    keyId: text("key_id").notNull(),
    sealedAt: moment("sealed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.chain, t.number] })],
);
