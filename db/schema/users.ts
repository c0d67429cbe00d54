import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";

/** People, and the service accounts that API tokens act as. A service account has no password. */
export const users = pgTable(
  "users",
  {
    id: id(),
    kind: text("kind", { enum: ["person", "service"] })
      .notNull()
      .default("person"),
    email: text("email"),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    locale: text("locale"),
    /** Looks after the installation itself: its storage, not any school's files. */
    platformAdmin: boolean("platform_admin").notNull().default(false),
    /** Whether they are told by mail of messages that they get. */
    messageMail: boolean("message_mail").notNull().default(true),
    suspendedAt: moment("suspended_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("users_email_key").on(sql`lower(${t.email})`),
    check("users_kind_check", sql`(${t.kind} = 'person') = (${t.email} is not null)`),
  ],
);
