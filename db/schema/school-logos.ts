import { foreignKey, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "#db/schema/columns.ts";
import { objects } from "#db/schema/objects.ts";
import { schools } from "#db/schema/schools.ts";

/** A school's logo: a picture of its own in the public bucket, made by the worker from a media file. */
export const schoolLogos = pgTable(
  "school_logos",
  {
    schoolId: uuid("school_id")
      .primaryKey()
      .references(() => schools.id),
    /** Its object, whose key never changes; it goes with this row once the store has confirmed. */
    objectId: uuid("object_id").notNull().unique(),
    /** The file that it is wanted of. No foreign key: the logo outlives it. */
    documentId: uuid("document_id").notNull(),
    /** When it was wanted, which tells one logo of a school from the next. */
    wantedAt: moment("wanted_at").notNull().defaultNow(),
    /** The `wantedAt` of what is stored; null before the first. */
    madeAt: moment("made_at"),
    /** Why the last one that was wanted could not be made. */
    problem: text("problem", { enum: ["unreadable"] }),
  },
  (t) => [
    foreignKey({
      name: "school_logos_object_fk",
      columns: [t.schoolId, t.objectId],
      foreignColumns: [objects.schoolId, objects.id],
    }),
  ],
);
