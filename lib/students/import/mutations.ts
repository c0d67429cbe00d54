import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { Transaction } from "#db/client.ts";
import { students } from "#db/schema/students.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { planOf } from "#lib/students/import/data.ts";
import type { ImportRow, PlannedRow } from "#lib/students/import/types.ts";
import { columnsOf, writeStudents } from "#lib/students/mutations.ts";

type Write = Extract<PlannedRow, { is: "new" | "changed" }> & { id: string };

/** Rows that one statement writes: PostgreSQL takes 65,535 values in one. */
const AT_ONCE = 500;

function* inLots<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}

async function write(tx: Transaction, actor: Actor, rows: readonly Write[]): Promise<void> {
  const { schoolId } = actor;
  for (const lot of inLots(rows.filter(({ is }) => is === "new"))) {
    await tx.insert(students).values(lot.map(({ id, values }) => ({ id, schoolId, ...columnsOf(values) })));
  }
  for (const { id, values } of rows.filter(({ is }) => is === "changed")) {
    await tx
      .update(students)
      .set({ ...columnsOf(values), updatedAt: sql`now()` })
      .where(and(eq(students.schoolId, schoolId), eq(students.id, id)));
  }
  for (const lot of inLots(rows)) {
    await record(
      tx,
      actor,
      lot.map((row) => ({
        action: row.is === "new" ? ("student.created" as const) : ("student.changed" as const),
        targetType: "student",
        targetId: row.id,
        details: {
          name: row.name,
          import: true,
          ...(row.is === "changed" && { fields: row.changes.map(({ field }) => field).join(", ") }),
        },
      })),
    );
  }
}

/**
 * Adds and changes the students of a file: all of it, or nothing.
 * @param seal of the preview: where students have changed since, or a row has an error, nothing is done.
 * @throws {AppError} `forbidden`, `conflict`, `external_id_taken` where one was given away just now.
 */
export async function importStudents(
  actor: Actor,
  rows: readonly ImportRow[],
  seal: string,
): Promise<{ created: number; changed: number }> {
  await authorize(actor, "students:write");
  return writeStudents(async (tx) => {
    // One import of a school at a time; whom it is about, nobody changes until it is done.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`students:${actor.schoolId}`}, 0))`);
    const plan = await planOf(tx, actor, rows, true);
    if (plan.seal !== seal || plan.rows.some(({ is }) => is === "error")) throw new AppError("conflict");
    const writes = plan.rows.flatMap((row): Write[] => {
      if (row.is === "new") return [{ ...row, id: v7() }];
      return row.is === "changed" ? [row] : [];
    });
    await write(tx, actor, writes);
    const created = writes.filter(({ is }) => is === "new").length;
    return { created, changed: writes.length - created };
  });
}
