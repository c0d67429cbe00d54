import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "#db/schema/columns.ts";
import { users } from "#db/schema/users.ts";

/** Who has passed the first step of signing in and not yet the second. The browser holds a secret, this is its hash. */
export const signInSteps = pgTable(
  "sign_in_steps",
  {
    hash: text("hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Which password the account had then, as a hash of its hash: another one since, and the step is over. */
    proof: text("proof").notNull(),
    factor: text("factor", { enum: ["password", "oidc"] }).notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("sign_in_steps_user_idx").on(t.userId), index("sign_in_steps_expires_idx").on(t.expiresAt)],
);
