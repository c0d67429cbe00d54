import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { recountRestricted } from "#lib/documents/recount-restricted.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { withdrawClass } from "#lib/publishing/withdraw.mutations.ts";
import { MAX_CLASSES } from "#lib/record-classes/constants.ts";
import { countedClasses, readClasses } from "#lib/record-classes/data.ts";
import type { CountedClass, RecordClass } from "#lib/record-classes/types.ts";
import { foldName } from "#lib/storage/filename.ts";

type Classes = readonly RecordClass[];

const own = (actor: Actor, id: string) =>
  and(eq(recordClasses.schoolId, actor.schoolId), eq(recordClasses.id, id));

/** Does `work` on the school's classes while nobody else changes them, and answers them as they are then. */
async function change(
  actor: Actor,
  work: (tx: Transaction, classes: Classes) => Promise<void>,
): Promise<CountedClass[]> {
  await authorize(actor, "settings:manage");
  await database().transaction(async (tx) => {
    await tx
      .select({ id: schools.id })
      .from(schools)
      .where(eq(schools.id, actor.schoolId))
      .for("no key update");
    await work(tx, await readClasses(actor, tx));
  });
  return countedClasses(actor);
}

function find(classes: Classes, id: string): RecordClass {
  const found = classes.find((one) => one.id === id);
  if (found === undefined) throw new AppError("record_class_not_found");
  return found;
}

function isTaken(classes: Classes, name: string, but?: string): boolean {
  return classes.some((one) => one.id !== but && foldName(one.name) === foldName(name));
}

async function trace(
  tx: Transaction,
  actor: Actor,
  action: AuditAction,
  id: string,
  details: { name: string; name_before?: string },
) {
  await record(tx, actor, { action, targetType: "record_class", targetId: id, details });
}

/**
 * Adds a class behind the others. One of this name that is archived is offered again instead.
 * @throws {AppError} `forbidden`, `name_taken`, `too_many_record_classes`.
 */
export async function addClass(actor: Actor, name: string): Promise<CountedClass[]> {
  return change(actor, async (tx, classes) => {
    const nameKey = foldName(name);
    const before = classes.find((one) => foldName(one.name) === nameKey);
    if (before?.archived) {
      await tx.update(recordClasses).set({ archivedAt: null, name }).where(own(actor, before.id));
      await trace(tx, actor, "record_class.restored", before.id, { name });
      return;
    }
    if (before !== undefined) throw new AppError("name_taken");
    if (classes.length >= MAX_CLASSES) throw new AppError("too_many_record_classes", { limit: MAX_CLASSES });
    const last = sql<number>`(select coalesce(max(position), -1) + 1 from ${recordClasses}
      where school_id = ${actor.schoolId})`;
    const [made] = await tx
      .insert(recordClasses)
      .values({ schoolId: actor.schoolId, name, nameKey, position: last })
      .returning({ id: recordClasses.id });
    await trace(tx, actor, "record_class.added", made?.id ?? "", { name });
  });
}

/**
 * Gives a class another name; the documents that have it are of that name from then on.
 * @throws {AppError} `forbidden`, `record_class_not_found`, `name_taken`.
 */
export async function renameClass(actor: Actor, id: string, name: string): Promise<CountedClass[]> {
  return change(actor, async (tx, classes) => {
    const before = find(classes, id);
    if (before.name === name) return;
    if (isTaken(classes, name, id)) throw new AppError("name_taken");
    await tx
      .update(recordClasses)
      .set({ name, nameKey: foldName(name) })
      .where(own(actor, id));
    await trace(tx, actor, "record_class.renamed", id, { name_before: before.name, name });
  });
}

/**
 * Moves a class one place up or down among those that are offered; at the end of the row it stays where it is.
 * @throws {AppError} `forbidden`, `record_class_not_found`.
 */
export async function moveClass(actor: Actor, id: string, by: -1 | 1): Promise<CountedClass[]> {
  return change(actor, async (tx, classes) => {
    find(classes, id);
    const offered = classes.filter(({ archived }) => !archived).map((one) => one.id);
    const at = offered.indexOf(id);
    const to = Math.min(Math.max(at + by, 0), offered.length - 1);
    if (at === -1 || to === at) return;
    const order = [
      ...offered.toSpliced(at, 1).toSpliced(to, 0, id),
      ...classes.filter(({ archived }) => archived).map((one) => one.id),
    ];
    for (const [position, one] of order.entries()) {
      await tx.update(recordClasses).set({ position }).where(own(actor, one));
    }
  });
}

/**
 * Takes a class out of what is offered, or offers it again. Documents that have it keep it.
 * @throws {AppError} `forbidden`, `record_class_not_found`.
 */
export async function archiveClass(actor: Actor, id: string, archived: boolean): Promise<CountedClass[]> {
  return change(actor, async (tx, classes) => {
    const before = find(classes, id);
    if (before.archived === archived) return;
    await tx
      .update(recordClasses)
      .set({ archivedAt: archived ? sql`now()` : null })
      .where(own(actor, id));
    const action = archived ? "record_class.archived" : "record_class.restored";
    await trace(tx, actor, action, id, { name: before.name });
  });
}

/**
 * Restricts a class: from then on its documents, and the class itself, are there for those alone who may see restricted
 * files, and what of them was public is taken back. Or makes it a class like others again. Triggers mark the documents.
 * @throws {AppError} `forbidden` also for whoever may not see restricted files, `record_class_not_found`,
 * `reauthentication_required` for making it one like others.
 */
export async function restrictClass(actor: Actor, id: string, restricted: boolean): Promise<CountedClass[]> {
  await authorize(actor, "restricted:read");
  // Which gives others a right.
  if (!restricted) requireRecent(actor);
  return change(actor, async (tx, classes) => {
    const before = find(classes, id);
    if (before.restricted === restricted) return;
    // A hundred thousand documents take seconds.
    await tx.execute(sql`set local statement_timeout = 60000`);
    await tx.update(recordClasses).set({ restricted }).where(own(actor, id));
    if (restricted) await withdrawClass(tx, actor, id);
    const action = restricted ? "record_class.restricted" : "record_class.opened";
    await trace(tx, actor, action, id, { name: before.name });
    await recountRestricted(tx, actor.schoolId, eq(documents.recordClassId, id));
  });
}
