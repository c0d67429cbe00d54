import "server-only";
import { scannerAddress } from "#lib/env.ts";
import { scannerVersion, scanStream } from "#lib/scan/clamd.ts";
import { scanBacklog } from "#lib/scan/data.ts";
import { ScanError } from "#lib/scan/reply.ts";
import type { Check } from "#lib/storage/doctor/check.ts";
import { failed, noted, passed, skipped, warned } from "#lib/storage/doctor/outcomes.ts";

const MIB = 1024 * 1024;

/** Minutes that a file may wait without anything being wrong. */
const WAIT_MINUTES = 15;

async function* nothing(mebibytes: number): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(MIB);
  for (let sent = 0; sent < mebibytes; sent += 1) yield piece;
}

/** The virus scanner, and what waits for it. */
export const SCANNER_CHECKS: readonly Check[] = [
  {
    id: "scanner",
    needs: ["variables"],
    run: async (exam) => {
      const scanner = scannerAddress(exam.env());
      if (scanner === null) return noted("scanner_absent");
      try {
        return passed("scanner_answers", { version: await scannerVersion(scanner) });
      } catch (error) {
        if (!(error instanceof ScanError)) throw error;
        return failed("scanner_away", { problem: error.message });
      }
    },
  },
  {
    id: "scanner_size",
    needs: ["scanner"],
    run: async (exam) => {
      const env = exam.env();
      const scanner = scannerAddress(env);
      if (scanner === null) return skipped("scanner_absent");
      const { CLAMD_MAX_MIB: limit, CLAMD_TOO_LARGE: larger } = env;
      try {
        const verdict = await scanStream(scanner, nothing(limit), limit * MIB);
        if (verdict.is !== "clean") return failed("scanner_smaller", { limit });
        return passed(larger === "pass" ? "scanner_passes" : "scanner_takes", { limit });
      } catch (error) {
        if (!(error instanceof ScanError)) throw error;
        return failed("scanner_smaller", { limit });
      }
    },
  },
  {
    id: "scan_backlog",
    needs: ["database"],
    run: async () => {
      const { waiting, oldest, tooLarge } = await scanBacklog();
      const minutes = oldest === null ? 0 : Math.floor((Date.now() - oldest.getTime()) / 60_000);
      if (waiting > 0 && minutes >= WAIT_MINUTES) return warned("scan_waits", { waiting, minutes });
      if (tooLarge > 0) return warned("scan_too_large", { count: tooLarge });
      return passed("scan_done", { waiting });
    },
  },
];
