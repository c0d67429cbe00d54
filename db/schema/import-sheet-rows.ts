import { boolean, foreignKey, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { importRuns } from "#db/schema/import-runs.ts";

/** The rows of a run's CSV of metadata while the run lasts: a file is looked up by its path, and memory holds no row. */
export const importSheetRows = pgTable(
  "import_sheet_rows",
  {
    schoolId: uuid("school_id").notNull(),
    runId: uuid("run_id").notNull(),
    /** SHA-256 (hex) of the path: paths may be longer than an index takes. */
    pathKey: text("path_key").notNull(),
    path: text("path").notNull(),
    /** In the file, from 2: the first has the names of the columns. */
    line: integer("line").notNull(),
    cells: jsonb("cells").$type<Record<string, string>>().notNull(),
    /** Whether its file was met. */
    met: boolean("met").notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.pathKey] }),
    foreignKey({
      name: "import_sheet_rows_run_fk",
      columns: [t.schoolId, t.runId],
      foreignColumns: [importRuns.schoolId, importRuns.id],
    }).onDelete("cascade"),
  ],
);
