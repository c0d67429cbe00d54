import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";

/** What a probe has proven of a store: never assumed from its name. */
export const storeCapabilities = pgTable("store_capabilities", {
  /** Endpoint and bucket. */
  store: text("store").primaryKey(),
  /** A second use of a signed PUT with `If-None-Match: *`, with other bytes or as a copy, leaves the first bytes. */
  conditionalPut: boolean("conditional_put").notNull(),
  /** A PUT whose bytes differ from `x-amz-checksum-sha256` is refused. */
  putChecksum: boolean("put_checksum").notNull(),
  /** A POST policy is taken. */
  post: boolean("post").notNull(),
  /** A POST whose bytes differ from the checksum in its policy is refused. */
  postChecksum: boolean("post_checksum").notNull(),
  /** A PUT longer or of another type than signed is refused. */
  signedHeaders: boolean("signed_headers").notNull(),
  /** An `x-amz-copy-source` that nobody signed turns a signed PUT into a copy, unless the signature holds a guard. */
  copyGuard: boolean("copy_guard").notNull(),
  /** An `x-amz-acl` that nobody signed makes what a signed PUT stores public, unless the signature holds a guard. */
  aclGuard: boolean("acl_guard").notNull(),
  /** Signed parts of a multipart upload are taken, and neither a longer one nor a copy is; null: not probed yet. */
  multipart: boolean("multipart"),
  probedAt: moment("probed_at").notNull(),
});
