import "server-only";
import { log } from "#lib/log.ts";
import { scanStream } from "#lib/scan/clamd.ts";
import { RESTARTS } from "#lib/scan/constants.ts";
import { beginScan, postponeScan, restartDueScans } from "#lib/scan/queue.mutations.ts";
import { maxScanned, scannerOf } from "#lib/scan/scanner.ts";
import { settleScan } from "#lib/scan/settle.mutations.ts";
import { readWhole } from "#lib/storage/read-whole.ts";

/**
 * Has an object's bytes scanned and notes the verdict. Where there is none, because the scanner or the store is away or
 * says something else, the file stays as it is and its turn comes again: for ever. Safe to repeat, and to run twice at
 * once.
 */
export async function scanObject(objectId: string): Promise<void> {
  const scanner = scannerOf();
  const source = scanner && (await beginScan(objectId));
  if (scanner === null || source === null) return;
  const { key, size } = source;
  try {
    const verdict =
      size > maxScanned()
        ? ({ is: "too_large" } as const)
        : await scanStream(scanner, readWhole(key, size), size);
    const now = await settleScan(objectId, verdict);
    if (now === "infected") log.warn({ objectId, ...verdict }, "a virus was found");
  } catch (error) {
    log.warn({ err: error, objectId }, "a file could not be scanned, and is kept from everybody until it is");
    await postponeScan(objectId);
  }
}

/** Has files scanned whose turn has come; where there is no scanner they wait. */
export async function restartScans(): Promise<void> {
  if (scannerOf() !== null) await restartDueScans(RESTARTS);
}
