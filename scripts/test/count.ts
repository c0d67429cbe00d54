import { readFileSync } from "node:fs";

/** How many tests passed, failed and were skipped. */
export type Count = { passed: number; failed: number; skipped: number };

export const NONE: Count = { passed: 0, failed: 0, skipped: 0 };

/** Adds counts up. */
export function addUp(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    NONE,
  );
}

/** What Vitest's JSON report says; a run that ended badly without a failed test counts as one failure. */
export function countVitest(file: string, exitCode: number): Count {
  const report = JSON.parse(readFileSync(file, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
  };
  const failed = report.numFailedTests || (exitCode === 0 ? 0 : 1);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
}

/** What Playwright's JSON report says; a run that ended badly without a failed test counts as one failure. */
export function countPlaywright(file: string, exitCode: number): Count {
  const { stats } = JSON.parse(readFileSync(file, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  const failed = stats.unexpected + stats.flaky || (exitCode === 0 ? 0 : 1);
  return { passed: stats.expected, failed, skipped: stats.skipped };
}

/** The closing line of a test run. */
export function closingLine({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
