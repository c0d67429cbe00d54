import "server-only";
import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { checklistItems } from "#db/schema/checklist-items.ts";
import { documents } from "#db/schema/documents.ts";
import { recordClasses } from "#db/schema/record-classes.ts";
import { reportTypes } from "#db/schema/report-types.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { addItem } from "#lib/checklist/mutations.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { recountRestricted } from "#lib/documents/recount-restricted.mutations.ts";
import { AppError } from "#lib/errors.ts";
import type { ExportedSchool, ExportHead } from "#lib/moving/export-format.ts";
import { withdrawClass } from "#lib/publishing/withdraw.mutations.ts";
import { MAX_CLASSES } from "#lib/record-classes/constants.ts";
import { readClasses } from "#lib/record-classes/data.ts";
import { foldName } from "#lib/storage/filename.ts";
import { setUploadRule } from "#lib/upload-rules/mutations.ts";

async function isEmpty(tx: Transaction, schoolId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(eq(documents.schoolId, schoolId))
    .limit(1);
  return rows.length === 0;
}

/**
 * Gives the school the record classes of an export. One that has no document yet gets exactly those, in their order, but
 * for what its checklist asks for; one that has keeps its own, and those that it has not got come behind them. A class
 * that is restricted in the export is so here.
 * @returns the id here of each class of the export.
 * @throws {AppError} `forbidden`, `too_many_record_classes`.
 */
export async function restoreClasses(
  actor: Actor,
  classes: ExportedSchool["record_classes"],
): Promise<Map<string, string>> {
  await authorize(actor, "settings:manage");
  const { schoolId } = actor;
  return database().transaction(async (tx) => {
    await tx.select({ id: schools.id }).from(schools).where(eq(schools.id, schoolId)).for("no key update");
    const own = eq(recordClasses.schoolId, schoolId);
    const keys = classes.map(({ name }) => foldName(name));
    const isFresh = await isEmpty(tx, schoolId);
    if (isFresh && keys.length > 0)
      await tx
        .delete(recordClasses)
        .where(
          and(
            own,
            notInArray(recordClasses.nameKey, keys),
            sql`not exists (select from ${checklistItems} i where i.record_class_id = ${recordClasses.id})`,
          ),
        );
    const [last] = await tx
      .select({ next: sql<number>`coalesce(max(${recordClasses.position}), -1) + 1` })
      .from(recordClasses)
      .where(own);
    const before = await readClasses(actor, tx);
    const isOpen = new Set(before.filter(({ restricted }) => !restricted).map(({ id }) => id));
    const newly: string[] = [];
    const known = new Map(before.map(({ id, name }) => [foldName(name), id]));
    const missing = keys.filter((key) => !known.has(key)).length;
    if (before.length + missing > MAX_CLASSES)
      throw new AppError("too_many_record_classes", { limit: MAX_CLASSES });
    const here = new Map<string, string>();
    for (const [at, { id, name, archived, restricted }] of classes.entries()) {
      const nameKey = keys[at] ?? "";
      const position = (isFresh ? 0 : (last?.next ?? 0)) + at;
      const values = { name, position, restricted, archivedAt: archived ? sql`now()` : null };
      const there = known.get(nameKey);
      if (there !== undefined) {
        here.set(id, there);
        // What was restricted there is nowhere less so here.
        const set = isFresh ? values : restricted ? { restricted } : null;
        const becomes = !isFresh && restricted && isOpen.has(there);
        // A hundred thousand documents take seconds.
        if (becomes) await tx.execute(sql`set local statement_timeout = 60000`);
        if (set !== null)
          await tx
            .update(recordClasses)
            .set(set)
            .where(and(own, eq(recordClasses.id, there)));
        if (becomes) {
          newly.push(there);
          await withdrawClass(tx, actor, there);
          await record(tx, actor, {
            action: "record_class.restricted",
            targetType: "record_class",
            targetId: there,
            details: { name, imported: true },
          });
        }
        continue;
      }
      const [made] = await tx
        .insert(recordClasses)
        .values({ schoolId, nameKey, ...values })
        .returning({ id: recordClasses.id });
      here.set(id, made?.id ?? "");
      await record(tx, actor, {
        action: "record_class.added",
        targetType: "record_class",
        targetId: made?.id ?? "",
        details: { name, imported: true },
      });
    }
    if (newly.length > 0) await recountRestricted(tx, schoolId, inArray(documents.recordClassId, newly));
    return here;
  });
}

/**
 * Gives the school the upload rules of an export, for the kinds of file of which it has decided nothing itself: what the
 * school took there it is to take here.
 * @throws {AppError} `forbidden`.
 */
export async function restoreRules(actor: Actor, rules: ExportedSchool["upload_rules"]): Promise<void> {
  for (const kind of KINDS) {
    const to = rules[kind];
    if (to === undefined || actor.uploadRules[kind] !== undefined) continue;
    await setUploadRule(actor, { kind, from: null, to });
  }
}

/**
 * Gives the school the types of report of an export, under the same slugs; those that it has stay as they are.
 * @throws {AppError} `forbidden`.
 */
export async function restoreReportTypes(actor: Actor, types: ExportedSchool["report_types"]): Promise<void> {
  await authorize(actor, "settings:manage");
  const { schoolId } = actor;
  await database().transaction(async (tx) => {
    for (const { slug, name, archived } of types) {
      const values = { schoolId, slug, name, nameKey: foldName(name) };
      const made = await tx
        .insert(reportTypes)
        .values({ ...values, archivedAt: archived ? sql`now()` : null })
        .onConflictDoNothing()
        .returning({ slug: reportTypes.slug });
      if (made.length === 0) continue;
      const details = { slug, name, imported: true };
      await record(tx, actor, { action: "report_type.added", targetType: "report_type", details });
    }
  });
}

/** Why something of a checklist does not come: it is there already, or its class takes nothing any more. */
const LEFT: readonly string[] = ["name_taken", "record_class_not_found", "too_many_checklist_items"];

/**
 * Gives the school what each student should have by an export; what it asks for already stays as it is.
 * @throws {AppError} `forbidden`.
 */
export async function restoreChecklist(
  actor: Actor,
  checklist: ExportedSchool["checklist"],
  classes: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { name, record_class, groups, every_year } of checklist) {
    const recordClassId = classes.get(record_class) ?? "";
    try {
      await addItem(actor, { name, recordClassId, groups, everyYear: every_year });
    } catch (error) {
      if (!(error instanceof AppError) || !LEFT.includes(error.code)) throw error;
    }
  }
}

/** Writes into the audit that an export was imported, and what came of it. */
export async function noteRestored(
  actor: Actor,
  { school, head }: { school: ExportedSchool; head: ExportHead },
  came: Record<string, number>,
): Promise<void> {
  await authorize(actor, "settings:manage");
  await record(database(), actor, {
    action: "school.imported",
    targetType: "school",
    targetId: actor.schoolId,
    details: { from: school.name, from_school: school.id, exported_at: head.exported_at, ...came },
  });
}
