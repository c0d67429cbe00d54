import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { schools } from "#db/schema/schools.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, authorizePlatform } from "#lib/auth/authorize.ts";
import { type Room, roomOf, type Taken } from "#lib/quota/room.ts";
import type { SchoolQuota } from "#lib/quota/types.ts";
import type { Sight } from "#lib/usage/rows.data.ts";

// In a selection of one table Drizzle leaves out the table's name; these must say which id they mean.
const totalOf = (counted: SQL, { restricted }: Sight) => sql<number>`(
  select coalesce(sum(${counted}), 0) from ${storageTotals} where school_id = "schools"."id"
    and ${restricted ? sql`true` : sql`kind <> 'restricted'`}
)::float8`;

/** What counts against a school's quota, from running totals; all of one moment when it is one statement. */
const taken = (sight: Sight) =>
  ({
    stored: totalOf(sql`${storageTotals.bytes} + ${storageTotals.versionBytes}`, sight),
    trash: totalOf(sql`${storageTotals.trashBytes}`, sight),
    pending: sql<number>`(
      select coalesce(sum(u.size), 0) from ${uploads} u left join ${objects} o on o.id = u.object_id
      where u.school_id = "schools"."id" and u.status = 'pending'
        and ${sight.restricted ? sql`true` : sql`not coalesce(o.restricted, false)`}
    )::float8`,
  }) satisfies Record<keyof Taken, SQL>;

const ALL: Sight = { restricted: true };

/**
 * What is left of a school's quota; null where it has none. For whoever has authorized before.
 * @param sight whose eyes it is seen with: to whoever may not see restricted files, what they take is free.
 */
export async function readRoom(
  db: Database | Transaction,
  schoolId: string,
  sight = ALL,
): Promise<Room | null> {
  const [row] = await db
    .select({ quota: schools.quotaBytes, ...taken(sight) })
    .from(schools)
    .where(eq(schools.id, schoolId));
  return row === undefined || row.quota === null ? null : roomOf(row.quota, row);
}

/** Whether what restricted files take counts for the actor. */
export const roomSight = (actor: Actor): Sight => ({ restricted: actor.can("restricted:read") });

/**
 * What is left of the quota of the actor's own school; null where it has none. Those who neither see usage nor upload
 * are told nothing.
 */
export async function schoolRoom(actor: Actor): Promise<Room | null> {
  const permission = (["usage:read", "documents:write"] as const).find((one) => actor.can(one));
  if (permission === undefined) return null;
  await authorize(actor, permission);
  return readRoom(database(), actor.schoolId, roomSight(actor));
}

/**
 * Every school with its quota and what it takes, by name: figures alone, nothing of its files.
 * @throws {AppError} `not_found` for whoever does not look after the installation.
 */
export async function listQuotas(actor: Actor): Promise<SchoolQuota[]> {
  await authorizePlatform(actor);
  return database()
    .select({
      id: schools.id,
      name: schools.name,
      slug: schools.slug,
      quota: schools.quotaBytes,
      ...taken(ALL),
    })
    .from(schools)
    .orderBy(sql`lower(${schools.name})`, schools.id);
}
