import { type IntakeRow, slotKey, slotOf, type Taken } from "#components/reports/intake/intake-row.ts";
import type { ReportUpload } from "#components/upload/desk.ts";

/** A row that is ready, as it is uploaded; null where it is not. */
export function toUpload(row: IntakeRow, taken: Taken): ReportUpload | null {
  const slot = slotOf(row);
  if (slot === null) return null;
  const there = taken.get(slotKey(slot)) ?? null;
  const replaces =
    row.decision === "replace" && there !== null ? { id: there.id, name: there.filename } : undefined;
  const { student, type: reportType, year, term } = slot;
  return {
    file: row.file,
    student,
    report: { reportType, year, ...(term !== null && { term }) },
    replaces,
    keepBoth: row.decision === "both",
  };
}
