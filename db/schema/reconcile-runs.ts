import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#db/schema/columns.ts";
import type { Sort } from "#lib/reconcile/types.ts";

const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/** One comparison of the buckets with the database: what was asked, how far it is, and what it came to. */
export const reconcileRuns = pgTable(
  "reconcile_runs",
  {
    id: id(),
    /** Who wanted it: the calendar, somebody on the page, or the command. */
    origin: text("origin", { enum: ["weekly", "page", "command"] }).notNull(),
    /** No foreign key: the run outlives the person. */
    userId: uuid("user_id"),
    /** What is held against the checksums: nothing, what the store tells of them, or every byte. */
    hashes: text("hashes", { enum: ["none", "told", "read"] })
      .notNull()
      .default("none"),
    /** What is younger than so many hours is left for the next run. */
    graceHours: integer("grace_hours").notNull(),
    state: text("state", { enum: ["queued", "running", "done", "stopped", "failed"] })
      .notNull()
      .default("queued"),
    /** Where it goes on: which part of the work, and behind which key. */
    phase: text("phase", { enum: ["private", "public", "parts", "totals", "end"] })
      .notNull()
      .default("private"),
    cursor: text("cursor").notNull().default(""),
    /** Objects that the store listed, and their bytes. */
    objects: count("objects"),
    bytes: count("bytes"),
    /** Rows that the database has. */
    rows: count("rows"),
    /** Rows that there were at the beginning: what progress is measured by. */
    expected: count("expected"),
    /** Files whose checksum was held against something. */
    hashed: count("hashed"),
    /** What was too young to be judged. */
    young: count("young"),
    /** Requests to the store. */
    requests: count("requests"),
    /** Milliseconds of work, without the pauses between the jobs. */
    workedMs: count("worked_ms"),
    found: jsonb("found").$type<Partial<Record<Sort, number>>>().notNull().default({}),
    /** Whether more was found than is kept. */
    truncated: boolean("truncated").notNull().default(false),
    createdAt: createdAt(),
    startedAt: moment("started_at"),
    /** When it last got on: one that stands still has lost its worker. */
    workedAt: moment("worked_at").notNull().defaultNow(),
    finishedAt: moment("finished_at"),
    /** The latest repair of what it found; null before the first. */
    repair: text("repair", { enum: ["running", "done", "failed"] }),
    repairSorts: jsonb("repair_sorts").$type<Sort[]>(),
    repairBy: uuid("repair_by"),
    repairedAt: moment("repaired_at"),
  },
  (t) => [
    // One at a time.
    uniqueIndex("reconcile_runs_open_key").on(sql`(true)`).where(sql`${t.finishedAt} is null`),
    index("reconcile_runs_newest_idx").on(t.createdAt.desc().nullsFirst()),
  ],
);
