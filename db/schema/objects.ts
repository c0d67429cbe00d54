import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { byteOrdered, createdAt, id, moment } from "#db/schema/columns.ts";
import { schools } from "#db/schema/schools.ts";

/** Every object in the buckets has its row here before it exists there, and keeps it until it is gone. */
export const objects = pgTable(
  "objects",
  {
    id: id(),
    /** Null for what belongs to no school: a person's picture, a probe of the store. */
    schoolId: uuid("school_id").references(() => schools.id),
    /** Unique over both buckets. */
    key: byteOrdered("key").notNull().unique(),
    /** `public` is the bucket that anybody may read. */
    bucket: text("bucket", { enum: ["private", "public"] })
      .notNull()
      .default("private"),
    /** `stray`: it was found in a bucket without a row, and has one only to be deleted. */
    purpose: text("purpose", {
      enum: ["original", "thumbnail", "probe", "published", "logo", "avatar", "stray"],
    }).notNull(),
    state: text("state", { enum: ["pending", "live", "deleting"] })
      .notNull()
      .default("pending"),
    /** Bytes. */
    size: bigint("size", { mode: "number" }).notNull(),
    /** Bytes of it that the totals count as held by the bucket; null before it is there, and once it is gone. */
    storedBytes: bigint("stored_bytes", { mode: "number" }),
    /** Whether it is counted among what is restricted: as its document is, which changes both. */
    restricted: boolean("restricted").notNull().default(false),
    /** Until when a signed request, or the worker, could still write this key. */
    signedUntil: moment("signed_until"),
    /**
     * How it stands with the virus scanner; null where there was none. `asked`: it is to be scanned, and can be read
     * meanwhile; `waiting`: nobody can before it is; `too_large`: it cannot be; `released`: let through without.
     */
    scan: text("scan", { enum: ["asked", "waiting", "clean", "infected", "too_large", "released"] }),
    scannedAt: moment("scanned_at"),
    /** What the scanner calls what it found. */
    scanFound: text("scan_found"),
    /** Tries in a row that told nothing, and when the next one is due. */
    scanTries: integer("scan_tries").notNull().default(0),
    scanAfter: moment("scan_after"),
    createdAt: createdAt(),
    /** When the row was marked `deleting`. */
    deletingSince: moment("deleting_since"),
  },
  (t) => [
    unique("objects_school_id_key").on(t.schoolId, t.id),
    // A person's picture is none of a school's, whichever they chose it in.
    check("objects_avatar_check", sql`${t.purpose} <> 'avatar' or ${t.schoolId} is null`),
    index("objects_deleting_idx").on(t.deletingSince).where(sql`${t.state} = 'deleting'`),
    // Shrinks to nothing as files are scanned: what the sweep looks through.
    index("objects_scan_idx")
      .on(t.scanAfter)
      .where(sql`${t.scan} in ('asked', 'waiting') and ${t.state} = 'live'`),
    index("objects_too_large_idx").on(t.id).where(sql`${t.scan} = 'too_large'`),
    index("objects_unfinished_thumbnail_idx")
      .on(t.signedUntil)
      .where(sql`${t.state} = 'pending' and ${t.purpose} = 'thumbnail'`),
    index("objects_unfinished_public_idx")
      .on(t.createdAt)
      .where(sql`${t.state} = 'pending' and ${t.bucket} = 'public'`),
    // The public bucket is read in the order of its keys, and has few beside the private one.
    index("objects_public_key_idx").on(t.key).where(sql`${t.bucket} = 'public'`),
  ],
);
