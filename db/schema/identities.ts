import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { users } from "#db/schema/users.ts";

/** Accounts at an OpenID provider that people sign in with. A person has one at each issuer. */
export const identities = pgTable(
  "identities",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    issuer: text("issuer").notNull(),
    /** What the issuer knows the account by: unlike an e-mail, it never passes to somebody else. */
    subject: text("subject").notNull(),
    /** What it was linked by. */
    email: text("email").notNull(),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at").notNull().defaultNow(),
  },
  (t) => [
    unique("identities_subject_key").on(t.issuer, t.subject),
    unique("identities_user_key").on(t.userId, t.issuer),
  ],
);
