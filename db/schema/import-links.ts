import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";

/**
 * What students, messages and service accounts of an imported school have become here, so that an import which is started
 * again makes none of them twice. It outlives what it names, as the journal of files does.
 */
export const importLinks = pgTable(
  "import_links",
  {
    schoolId: uuid("school_id")
      .notNull()
      .references(() => schools.id),
    /** SHA-256 (hex) of what it is known by in the export. */
    sourceKey: text("source_key").notNull(),
    /** No foreign key: it may be deleted here. */
    localId: uuid("local_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.schoolId, t.sourceKey] })],
);
