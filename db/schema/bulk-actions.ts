import { sql } from "drizzle-orm";
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import { memberships } from "#db/schema/memberships.ts";
import type { BulkBefore, BulkChange } from "#lib/bulk/types.ts";

/** Something that is done to many documents at once, by the worker: what was asked, and how far it is. */
export const bulkActions = pgTable(
  "bulk_actions",
  {
    id: id(),
    schoolId: uuid("school_id").notNull(),
    userId: uuid("user_id").notNull(),
    /** `undo` takes back what a `trash` did, `undescribe` what a `describe` did. */
    action: text("action", {
      enum: ["trash", "restore", "purge", "undo", "describe", "undescribe", "dropVersions"],
    }).notNull(),
    /** What a `describe` says of documents; null for the others. */
    change: jsonb("change").$type<BulkChange>(),
    /**
     * What the list was narrowed to, as its address writes it; null where files were named one by one. Of old versions
     * `upTo`, the moment up to which they came.
     */
    filter: jsonb("filter").$type<Record<string, string>>(),
    state: text("state", { enum: ["queued", "running", "done", "stopped", "failed"] })
      .notNull()
      .default("queued"),
    /** Who stopped it: its owner, or the loss of rights that the owner had at the beginning. */
    stoppedBy: text("stopped_by", { enum: ["owner", "rights"] }),
    /** The owner's role at the beginning: whoever may less by now is not obeyed any more. */
    role: text("role", { enum: ["administrator", "registrar", "teacher", "viewer"] }).notNull(),
    total: integer("total").notNull(),
    done: integer("done").notNull().default(0),
    /** Files that the owner may not delete. */
    skippedRights: integer("skipped_rights").notNull().default(0),
    /** Files that were trashed, restored or purged by somebody meanwhile. */
    skippedGone: integer("skipped_gone").notNull().default(0),
    createdAt: createdAt(),
    startedAt: moment("started_at"),
    /** When it last got on: one that stands still has lost its worker. */
    workedAt: moment("worked_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
    /** When its owner saw that it had ended. */
    seenAt: moment("seen_at"),
    /** The action that takes this one back. */
    undoneBy: uuid("undone_by"),
  },
  (t) => [
    unique("bulk_actions_school_id_key").on(t.schoolId, t.id),
    foreignKey({
      name: "bulk_actions_member_fk",
      columns: [t.schoolId, t.userId],
      foreignColumns: [memberships.schoolId, memberships.userId],
    }).onDelete("cascade"),
    foreignKey({
      name: "bulk_actions_undone_by_fk",
      columns: [t.schoolId, t.undoneBy],
      foreignColumns: [t.schoolId, t.id],
    }),
    index("bulk_actions_person_idx").on(
      t.schoolId,
      t.userId,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("bulk_actions_open_idx").on(t.workedAt).where(sql`${t.finishedAt} is null`),
    index("bulk_actions_finished_idx").on(t.finishedAt),
    index("bulk_actions_undone_by_idx").on(t.undoneBy).where(sql`${t.undoneBy} is not null`),
  ],
);

/** The documents that an action is about, fixed when it was asked for. */
export const bulkActionItems = pgTable(
  "bulk_action_items",
  {
    schoolId: uuid("school_id").notNull(),
    actionId: uuid("action_id").notNull(),
    /** No foreign key: the document may be purged meanwhile, and by this very action. */
    documentId: uuid("document_id").notNull(),
    /** Which stay in the trash is meant: one that was restored and trashed again since is not the same. */
    deletedAt: moment("deleted_at"),
    outcome: text("outcome", { enum: ["done", "rights", "gone"] }),
    /** What a `describe` found there, where it was another; null where there was nothing to change. */
    before: jsonb("before").$type<BulkBefore>(),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.documentId] }),
    foreignKey({
      name: "bulk_action_items_action_fk",
      columns: [t.schoolId, t.actionId],
      foreignColumns: [bulkActions.schoolId, bulkActions.id],
    }).onDelete("cascade"),
    index("bulk_action_items_open_idx").on(t.actionId, t.documentId).where(sql`${t.outcome} is null`),
  ],
);
