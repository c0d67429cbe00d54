import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import type { objects } from "#db/schema/objects.ts";
import type { Status } from "#lib/documents/status.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { FIRST_LOOK_SECONDS, SCAN_FLAG } from "#lib/scan/constants.ts";
import { maxScanned, passesTooLarge, scannerOf } from "#lib/scan/scanner.ts";

export type Scan = (typeof objects.$inferSelect)["scan"];

/** How a file of that many bytes that has just arrived stands with the scanner. */
export function scanOnArrival(size: number): Scan {
  if (scannerOf() === null) return null;
  if (size <= maxScanned()) return "waiting";
  return passesTooLarge() ? "released" : "too_large";
}

/** What a document is whose bytes stand so with the scanner. */
export function statusFor(scan: Scan): Status {
  if (scan === "waiting") return "checking";
  if (scan === "too_large") return "unscannable";
  return scan === "infected" ? "infected" : "ready";
}

/** When the sweep is to see to a scan whose own job was lost. */
export const firstScanAfter = (scan: Scan) =>
  scan === "waiting" ? sql`now() + make_interval(secs => ${FIRST_LOOK_SECONDS})` : null;

/** Has an object scanned: a job in the caller's transaction. */
export async function requestScan(tx: Transaction, objectId: string): Promise<void> {
  await addJob(tx, "scan_object", { objectId }, { key: `scan:${objectId}`, flag: SCAN_FLAG });
}
