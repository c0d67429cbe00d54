import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";

/** One run of the import command for a school: who asked, from where, and what came of it. */
export const importRuns = pgTable(
  "import_runs",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** A folder, or a bucket and a prefix, as it was named. */
    source: text("source").notNull(),
    /** It changes nothing, and says what it would do. */
    isDry: boolean("is_dry").notNull().default(false),
    stored: integer("stored").notNull().default(0),
    /** Bytes of those. */
    storedBytes: bigint("stored_bytes", { mode: "number" }).notNull().default(0),
    already: integer("already").notNull().default(0),
    /** Files that were refused, left out or could not be read. */
    left: integer("left_out").notNull().default(0),
    startedAt: moment("started_at").notNull().defaultNow(),
    /** Null while it is under way, and for ever where it was killed. */
    endedAt: moment("ended_at"),
  },
  (t) => [
    unique("import_runs_school_id_key").on(t.schoolId, t.id),
    foreignKey({
      name: "import_runs_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }),
    index("import_runs_member_idx").on(t.schoolId, t.userId),
  ],
);
