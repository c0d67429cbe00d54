"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import { previewImport } from "#lib/students/import/data.ts";
import { importStudents } from "#lib/students/import/mutations.ts";
import { importRows, importSeal } from "#lib/students/import/schema.ts";
import type { ImportPlan, ImportRow } from "#lib/students/import/types.ts";

/** What an import would do. */
export async function previewImportAction(rows: readonly ImportRow[]): Promise<ActionResult<ImportPlan>> {
  return runActorAction((actor) => previewImport(actor, parseInput(importRows, rows)));
}

/** Imports what was previewed, or nothing. */
export async function importStudentsAction(
  rows: readonly ImportRow[],
  seal: string,
): Promise<ActionResult<{ created: number; changed: number }>> {
  return runActorAction((actor) =>
    importStudents(actor, parseInput(importRows, rows), parseInput(importSeal, seal)),
  );
}
