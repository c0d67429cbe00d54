import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, authorizePlatform } from "#lib/auth/authorize.ts";
import { type Room, roomOf, type Taken } from "#lib/quota/room.ts";
import type { SchoolQuota } from "#lib/quota/types.ts";

// In a selection of one table Drizzle leaves out the table's name; these must say which id they mean.
const totalOf = (counted: SQL) => sql<number>`(
  select coalesce(sum(${counted}), 0) from ${storageTotals} where school_id = "schools"."id"
)::float8`;

/** What counts against a school's quota, from running totals; all of one moment when it is one statement. */
const taken = {
  stored: totalOf(sql`${storageTotals.bytes} + ${storageTotals.versionBytes}`),
  trash: totalOf(sql`${storageTotals.trashBytes}`),
  pending: sql<number>`(
    select coalesce(sum(size), 0) from ${uploads} where school_id = "schools"."id" and status = 'pending'
  )::float8`,
} satisfies Record<keyof Taken, SQL>;

/** What is left of a school's quota; null where it has none. For whoever has authorized before. */
export async function readRoom(db: Database | Transaction, schoolId: string): Promise<Room | null> {
  const [row] = await db
    .select({ quota: schools.quotaBytes, ...taken })
    .from(schools)
    .where(eq(schools.id, schoolId));
  return row === undefined || row.quota === null ? null : roomOf(row.quota, row);
}

/**
 * What is left of the quota of the actor's own school; null where it has none. Those who neither see usage nor upload
 * are told nothing.
 */
export async function schoolRoom(actor: Actor): Promise<Room | null> {
  const permission = (["usage:read", "documents:write"] as const).find((one) => actor.can(one));
  if (permission === undefined) return null;
  await authorize(actor, permission);
  return readRoom(database(), actor.schoolId);
}

/**
 * Every school with its quota and what it takes, by name: figures alone, nothing of its files.
 * @throws {AppError} `not_found` for whoever does not look after the installation.
 */
export async function listQuotas(actor: Actor): Promise<SchoolQuota[]> {
  await authorizePlatform(actor);
  return database()
    .select({ id: schools.id, name: schools.name, slug: schools.slug, quota: schools.quotaBytes, ...taken })
    .from(schools)
    .orderBy(sql`lower(${schools.name})`, schools.id);
}
