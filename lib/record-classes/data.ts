import "server-only";
import { asc, eq, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";

/** The classes of a school in their order, read in `tx` where one is given; the caller has authorized. */
export async function readClasses(
  actor: Pick<Actor, "schoolId">,
  tx: Transaction | Database = database(),
): Promise<RecordClass[]> {
  const { id, name, archivedAt, position, schoolId } = recordClasses;
  return tx
    .select({ id, name, archived: sql<boolean>`${archivedAt} is not null` })
    .from(recordClasses)
    .where(eq(schoolId, actor.schoolId))
    .orderBy(asc(position), asc(id));
}

/**
 * The record classes of the actor's school in their order, the archived among them. There are at most `MAX_CLASSES` of them.
 * @throws {AppError} `forbidden` for whoever may read no document at all.
 */
export async function listRecordClasses(actor: Actor): Promise<RecordClass[]> {
  await authorize(actor, permissionFor(readableKinds(actor)[0] ?? "document", "read"));
  return readClasses(actor);
}
