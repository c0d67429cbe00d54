import { bigint, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "#db/schema/columns.ts";
import { users } from "#db/schema/users.ts";

/** What a person's authenticator app shares with the server, besides their password. One for all schools of theirs. */
export const secondFactors = pgTable("second_factors", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Sealed with a key that is not in the database. */
  secret: text("secret").notNull(),
  /** For the hashes of the recovery codes; base64. */
  recoverySalt: text("recovery_salt").notNull(),
  /** The time step of the last code that was taken: no code works twice. */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  /** Null until a code has shown that the app has the secret: before that it is asked of nobody. */
  confirmedAt: moment("confirmed_at"),
  createdAt: createdAt(),
});
