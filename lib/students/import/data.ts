import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, or } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { students } from "#db/schema/students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { todayOf } from "#lib/students/data.ts";
import { tidyField } from "#lib/students/fields.ts";
import { planImport } from "#lib/students/import/plan.ts";
import type { ImportPlan, ImportRow } from "#lib/students/import/types.ts";
import { nameSortOf } from "#lib/students/name.ts";

/** The students whom the rows can mean. */
function candidates(db: Transaction | Database, actor: Actor, rows: readonly ImportRow[]) {
  const ids = rows.flatMap(({ cells }) => tidyField(cells.externalId ?? "") || []);
  const names = rows.map(({ cells }) =>
    nameSortOf({
      familyName: tidyField(cells.familyName ?? ""),
      givenName: tidyField(cells.givenName ?? ""),
      externalId: null,
    }),
  );
  return db
    .select()
    .from(students)
    .where(
      and(
        eq(students.schoolId, actor.schoolId),
        or(inArray(students.externalId, [...new Set(ids)]), inArray(students.nameSort, [...new Set(names)])),
      ),
    )
    .orderBy(students.id)
    .$dynamic();
}

/** What an import would do now; with `hold`, whom it is about stays as they are until the transaction ends. */
export async function planOf(
  db: Transaction | Database,
  actor: Actor,
  rows: readonly ImportRow[],
  hold = false,
): Promise<ImportPlan> {
  const found = candidates(db, actor, rows);
  const planned = planImport(rows, await (hold ? found.for("update") : found), todayOf(actor));
  const seal = createHash("sha256").update(JSON.stringify(planned)).digest("base64url");
  return { rows: planned, seal };
}

/**
 * What an import of these rows would do, for it to be looked at first. Nothing is changed.
 * @throws {AppError} `forbidden`.
 */
export async function previewImport(actor: Actor, rows: readonly ImportRow[]): Promise<ImportPlan> {
  await authorize(actor, "students:write");
  return planOf(database(), actor, rows);
}
