import "server-only";
import { and, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { storageReports } from "#db/schema/storage-reports.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { REPORT_FLAG } from "#lib/storage-report/constants.ts";

/**
 * Drops the last report of a school, which tells of what is restricted now, and has another one made: also where there
 * was none, for one that is being made has read what was there before.
 */
export async function forgetReport(tx: Transaction, schoolId: string): Promise<void> {
  await tx
    .update(storageReports)
    .set({ figures: null, measuredAt: null })
    .where(and(eq(storageReports.schoolId, schoolId), isNotNull(storageReports.figures)));
  await addJob(tx, "measure_school", { schoolId }, { key: `report:${schoolId}`, flag: REPORT_FLAG });
}
