import { bigint, boolean, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "#db/schema/columns.ts";
import { reconcileRuns } from "#db/schema/reconcile-runs.ts";
import type { Drift } from "#lib/documents/recount.mutations.ts";
import type { Sort } from "#lib/reconcile/types.ts";
import type { StoredKind } from "#lib/usage/constants.ts";

const bytes = (name: string) => bigint(name, { mode: "number" });

/** What a run found wrong, one row a fault. No foreign keys to what it names: that may go meanwhile. */
export const reconcileFindings = pgTable(
  "reconcile_findings",
  {
    id: id(),
    runId: uuid("run_id")
      .notNull()
      .references(() => reconcileRuns.id, { onDelete: "cascade" }),
    sort: text("sort").$type<Sort>().notNull(),
    bucket: text("bucket", { enum: ["private", "public"] }),
    /** The whole key, which has a file's name in it: nobody is shown it (`placeOf`). */
    key: text("key"),
    objectId: uuid("object_id"),
    schoolId: uuid("school_id"),
    documentId: uuid("document_id"),
    purpose: text("purpose"),
    /** Bytes: what the row says, and what the store has. */
    expectedSize: bytes("expected_size"),
    foundSize: bytes("found_size"),
    /** SHA-256, hex. */
    expectedHash: text("expected_hash"),
    foundHash: text("found_hash"),
    /** What the store calls an unfinished upload in parts. */
    storeUploadId: text("store_upload_id"),
    /** Of running totals: which kind, and what they say beside what they should. */
    kind: text("kind").$type<StoredKind>(),
    drift: jsonb("drift").$type<Drift>(),
    /** When the object was stored, the row written or the upload begun. */
    since: moment("since"),
    /** Whether the document was marked by an earlier repair already. */
    known: boolean("known").notNull().default(false),
    /** What a repair did: put it right, or found it right already. */
    repair: text("repair", { enum: ["done", "over"] }),
    repairedAt: moment("repaired_at"),
  },
  (t) => [
    index("reconcile_findings_run_idx").on(t.runId, t.id),
    index("reconcile_findings_repaired_idx").on(t.repairedAt),
  ],
);
