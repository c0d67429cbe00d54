import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { objects } from "#db/schema/objects.ts";
import { users } from "#db/schema/users.ts";

/**
 * A person's picture, and the one that is on its way to take its place. It belongs to the person, in whatever schools
 * they are (DESIGN, "Data"), so its object has no school. The row goes when the picture does; its object's row stays
 * until the store has confirmed.
 */
export const profileImages = pgTable(
  "profile_images",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    objectId: uuid("object_id")
      .notNull()
      .unique()
      .references(() => objects.id),
    state: text("state", { enum: ["pending", "shown"] })
      .notNull()
      .default("pending"),
    /** Of the bytes that were signed, lower-case hex. */
    sha256: text("sha256").notNull(),
    createdAt: createdAt(),
    /** Until when the signed request is good. */
    signedUntil: moment("signed_until").notNull(),
  },
  (t) => [unique("profile_images_user_key").on(t.userId, t.state)],
);
