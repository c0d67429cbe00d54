import { bigint, foreignKey, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { importRuns } from "#db/schema/import-runs.ts";
import type { Wanted } from "#lib/moving/types.ts";

/**
 * The journal of what was imported: a row for each file of a source, by which a run that is started again knows what is
 * stored already. It outlives the document, so that what was deleted here does not come back by itself.
 */
export const importItems = pgTable(
  "import_items",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    /** The run that met it first. */
    runId: uuid("run_id").notNull(),
    /** SHA-256 (hex) of what the file is known by at its source: path, size and content, or its place in an export. */
    sourceKey: text("source_key").notNull(),
    /** Below the folder that was imported, for people to read. */
    path: text("path").notNull(),
    /** Bytes. */
    size: bigint("size", { mode: "number" }).notNull(),
    /** Lower-case hex. */
    sha256: text("sha256").notNull(),
    /** How the source's store called the bytes (its ETag), so that they need not be read again; null for folders. */
    stamp: text("stamp"),
    /** What its document gets beside what every upload says. */
    wanted: jsonb("wanted").$type<Wanted>().notNull().default({}),
    /** The document that it became. No foreign key: this row outlives it. */
    documentId: uuid("document_id"),
    createdAt: createdAt(),
    /** When it became a document, in that very transaction; null before. */
    doneAt: moment("done_at"),
  },
  (t) => [
    unique("import_items_school_id_key").on(t.schoolId, t.id),
    unique("import_items_source_key").on(t.schoolId, t.sourceKey),
    foreignKey({
      name: "import_items_run_fk",
      columns: [t.schoolId, t.runId],
      foreignColumns: [importRuns.schoolId, importRuns.id],
    }),
    index("import_items_run_idx").on(t.runId),
    // Paths may be longer than a tree's index takes.
    index("import_items_path_idx").using("hash", t.path),
  ],
);
