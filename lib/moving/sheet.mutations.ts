import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { importSheetRows } from "#db/schema/import-sheet-rows.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { anyWritePermission } from "#lib/documents/rights.ts";
import { LOOKED_UP } from "#lib/moving/constants.ts";
import type { SheetRow } from "#lib/moving/sheet.ts";
import { pathKey } from "#lib/moving/source-key.ts";

type Sheet = { schoolId: string; runId: string };

async function write({ schoolId, runId }: Sheet, rows: readonly SheetRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ line, cells }) => {
    const path = cells.path ?? "";
    return { schoolId, runId, path, pathKey: pathKey(path), line, cells };
  });
  const made = await database()
    .insert(importSheetRows)
    .values(values)
    .onConflictDoNothing()
    .returning({ line: importSheetRows.line });
  const lines = new Set(made.map(({ line }) => line));
  const twice = rows.find(({ line }) => !lines.has(line));
  if (twice !== undefined)
    throw new Error(`Row ${twice.line} of the metadata is about a file that an earlier row is about.`);
}

/**
 * Keeps the metadata of a run where files are looked up by their paths. Answers how many rows there are.
 * @throws {Error} in words for the terminal: two rows about one file, and what `readSheet` says.
 */
export async function keepSheet(actor: Actor, runId: string, rows: AsyncIterable<SheetRow>): Promise<number> {
  await authorize(actor, anyWritePermission(actor));
  const sheet = { schoolId: actor.schoolId, runId };
  let count = 0;
  let batch: SheetRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    count += 1;
    if (batch.length < LOOKED_UP) continue;
    await write(sheet, batch);
    batch = [];
  }
  await write(sheet, batch);
  return count;
}

/** What the metadata say of these paths. Those that are asked for with `met` count as met from then on. */
export async function sheetCells(
  actor: Actor,
  runId: string,
  paths: readonly string[],
  { met }: { met: boolean },
): Promise<Map<string, SheetRow["cells"]>> {
  await authorize(actor, anyWritePermission(actor));
  if (paths.length === 0) return new Map();
  const asked = and(
    eq(importSheetRows.schoolId, actor.schoolId),
    eq(importSheetRows.runId, runId),
    inArray(importSheetRows.pathKey, paths.map(pathKey)),
  );
  const { path, cells } = importSheetRows;
  const rows = met
    ? await database().update(importSheetRows).set({ met: true }).where(asked).returning({ path, cells })
    : await database().select({ path, cells }).from(importSheetRows).where(asked);
  return new Map(rows.map((row) => [row.path, row.cells]));
}

/** The rows whose file was not met, in their order, at most `limit`. */
export async function unmetRows(
  actor: Actor,
  runId: string,
  limit: number,
): Promise<{ path: string; line: number }[]> {
  await authorize(actor, anyWritePermission(actor));
  return database()
    .select({ path: importSheetRows.path, line: importSheetRows.line })
    .from(importSheetRows)
    .where(
      and(
        eq(importSheetRows.schoolId, actor.schoolId),
        eq(importSheetRows.runId, runId),
        eq(importSheetRows.met, false),
      ),
    )
    .orderBy(asc(importSheetRows.line))
    .limit(limit);
}
