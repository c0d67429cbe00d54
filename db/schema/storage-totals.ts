import { bigint, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { schools } from "#db/schema/schools.ts";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/**
 * Running totals of each school and kind, changed in the same transaction as the rows they count. Thumbnails and what is
 * in the public bucket are kinds of their own, and so is all that is restricted: no documents, but the bucket holds them; so are people's pictures, which are of no school.
 */
export const storageTotals = pgTable(
  "storage_totals",
  {
    /** Null for people's pictures. */
    schoolId: uuid("school_id").references(() => schools.id),
    kind: text("kind", {
      enum: ["document", "report", "media", "attachment", "thumbnail", "profile", "public", "restricted"],
    }).notNull(),
    bytes: count("bytes"),
    objects: count("objects"),
    trashBytes: count("trash_bytes"),
    trashObjects: count("trash_objects"),
    /** Old versions of documents, wherever those are. */
    versionBytes: count("version_bytes"),
    versionObjects: count("version_objects"),
    /** What the bucket holds, whatever becomes of it: the sums of `objects.stored_bytes`. */
    storedBytes: count("stored_bytes"),
    storedObjects: count("stored_objects"),
  },
  (t) => [unique("storage_totals_key").on(t.schoolId, t.kind).nullsNotDistinct()],
);
