import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { reportTypes } from "#db/schema/report-types.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditAction } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { MAX_OWN_TYPES } from "#lib/reports/constants.ts";
import { ownTypes } from "#lib/reports/report-types.data.ts";
import { freeSlug } from "#lib/reports/slug.ts";
import type { OwnReportType } from "#lib/reports/types.ts";
import { foldName } from "#lib/storage/filename.ts";

type Own = readonly OwnReportType[];

const one = (actor: Actor, slug: string) =>
  and(eq(reportTypes.schoolId, actor.schoolId), eq(reportTypes.slug, slug));

/** Does `work` on the school's types while nobody else changes them, and answers them as they are then. */
async function change(
  actor: Actor,
  work: (tx: Transaction, own: Own) => Promise<{ action: AuditAction; slug: string; name: string } | null>,
): Promise<OwnReportType[]> {
  await authorize(actor, "settings:manage");
  return database().transaction(async (tx) => {
    await tx
      .select({ id: schools.id })
      .from(schools)
      .where(eq(schools.id, actor.schoolId))
      .for("no key update");
    const done = await work(tx, await ownTypes(actor, tx));
    if (done !== null) {
      const { action, slug, name } = done;
      await record(tx, actor, { action, targetType: "report_type", details: { slug, name } });
    }
    return ownTypes(actor, tx);
  });
}

const named = (own: Own, name: string) => own.find((type) => foldName(type.name) === foldName(name));

function find(own: Own, slug: string): OwnReportType {
  const found = own.find((type) => type.slug === slug);
  if (found === undefined) throw new AppError("not_found");
  return found;
}

/**
 * Adds a type, of which the slug is made from its name and stays. One of this name that is archived is offered again.
 * @throws {AppError} `forbidden`, `name_taken`, `invalid_request` for more than `MAX_OWN_TYPES`.
 */
export async function addType(actor: Actor, name: string): Promise<OwnReportType[]> {
  return change(actor, async (tx, own) => {
    const before = named(own, name);
    if (before?.archived) {
      await tx.update(reportTypes).set({ archivedAt: null, name }).where(one(actor, before.slug));
      return { action: "report_type.restored", slug: before.slug, name };
    }
    if (before !== undefined) throw new AppError("name_taken");
    if (own.length >= MAX_OWN_TYPES) throw new AppError("invalid_request", { limit: MAX_OWN_TYPES });
    const slug = freeSlug(
      name,
      own.map((type) => type.slug),
    );
    await tx.insert(reportTypes).values({ schoolId: actor.schoolId, slug, name, nameKey: foldName(name) });
    return { action: "report_type.added", slug, name };
  });
}

/**
 * Gives a type another name; its slug, and the reports that are of it, stay.
 * @throws {AppError} `forbidden`, `not_found`, `name_taken`.
 */
export async function renameType(actor: Actor, slug: string, name: string): Promise<OwnReportType[]> {
  return change(actor, async (tx, own) => {
    const before = find(own, slug);
    if (before.name === name) return null;
    const taken = named(own, name);
    if (taken !== undefined && taken.slug !== slug) throw new AppError("name_taken");
    await tx
      .update(reportTypes)
      .set({ name, nameKey: foldName(name) })
      .where(one(actor, slug));
    return { action: "report_type.renamed", slug, name };
  });
}

/**
 * Takes a type out of what is offered, or offers it again. Reports that are of it stay so.
 * @throws {AppError} `forbidden`, `not_found`.
 */
export async function archiveType(actor: Actor, slug: string, archived: boolean): Promise<OwnReportType[]> {
  return change(actor, async (tx, own) => {
    const before = find(own, slug);
    if (before.archived === archived) return null;
    await tx
      .update(reportTypes)
      .set({ archivedAt: archived ? sql`now()` : null })
      .where(one(actor, slug));
    const action = archived ? "report_type.archived" : "report_type.restored";
    return { action, slug, name: before.name };
  });
}
