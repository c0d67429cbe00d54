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

/** The tests that failed, each with the first lines of why, by Vitest's JSON report: for the end of a long log. */
export function failedInVitest(file: string): string[] {
  const report = JSON.parse(readFileSync(file, "utf8")) as {
    testResults: {
      name: string;
      status: string;
      message: string;
      assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
    }[];
  };
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === "failed");
    // A file that could not be loaded has no test that failed.
    if (failed.length === 0) return status === "failed" ? [`${name}\n${firstLines(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) => `${name}: ${fullName}\n${firstLines(failureMessages.join("\n"))}`,
    );
  });
}

const WHY_LINES = 12;

function firstLines(message: string): string {
  const lines = message.split("\n").slice(0, WHY_LINES);
  return lines.map((line) => `    ${line.slice(0, 300)}`).join("\n");
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
