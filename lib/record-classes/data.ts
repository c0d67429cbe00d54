import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import { AppError } from "#lib/errors.ts";
import type { CountedClass, RecordClass } from "#lib/record-classes/types.ts";

/** All classes of a school in their order, read in `tx` where one is given; the caller has authorized. */
export async function readClasses(
  actor: Pick<Actor, "schoolId">,
  tx: Transaction | Database = database(),
): Promise<RecordClass[]> {
  const { id, name, archivedAt, position, restricted, schoolId } = recordClasses;
  return tx
    .select({ id, name, archived: sql<boolean>`${archivedAt} is not null`, restricted })
    .from(recordClasses)
    .where(eq(schoolId, actor.schoolId))
    .orderBy(asc(position), asc(id));
}

/** Those classes that the actor may know of: restricted ones tell what a school keeps. The caller has authorized. */
export async function classesFor(
  actor: Actor,
  tx: Transaction | Database = database(),
): Promise<RecordClass[]> {
  const classes = await readClasses(actor, tx);
  return actor.can("restricted:read") ? classes : classes.filter(({ restricted }) => !restricted);
}

/**
 * The record classes of the actor's school in their order that they may know of, the archived among them. There are at most `MAX_CLASSES` of them.
 * @throws {AppError} `forbidden` for whoever may read no document at all.
 */
export async function listRecordClasses(actor: Actor): Promise<RecordClass[]> {
  await authorize(actor, permissionFor(readableKinds(actor)[0] ?? "document", "read"));
  return classesFor(actor);
}

/**
 * Lets pass what names a class of the actor's school that is offered to them; naming none is no question.
 * @throws {AppError} `record_class_not_found`.
 */
export async function requireOffered(actor: Actor, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const offered = (await classesFor(actor)).some((one) => one.id === id && !one.archived);
  if (!offered) throw new AppError("record_class_not_found");
}

/** Documents of a class that are counted: beyond that nobody reads the number, and counting would cost. */
const COUNTED = 1_000;

/**
 * The record classes with how many documents have each, the trash aside.
 * @throws {AppError} `forbidden`.
 */
export async function countedClasses(actor: Actor): Promise<CountedClass[]> {
  await authorize(actor, "settings:manage");
  const classes = await classesFor(actor);
  const rows = await database().execute<{ id: string; count: number }>(sql`
    select c.id, n.count from ${recordClasses} c cross join lateral (
      select count(*)::int as count from (
        select from ${documents} d
        where d.school_id = c.school_id and d.record_class_id = c.id and d.deleted_at is null
        limit ${COUNTED + 1}
      ) found
    ) n where c.school_id = ${actor.schoolId}`);
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return classes.map((one) => {
    const count = counts.get(one.id) ?? 0;
    return { ...one, documents: { count: Math.min(count, COUNTED), more: count > COUNTED } };
  });
}
