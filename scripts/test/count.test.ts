import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countVitest, failedInVitest } from "#scripts/test/count.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "athena-count-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = join(folder, "vitest.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("what failed is told by name, with the first lines of why", () => {
  const file = report({
    testResults: [
      {
        name: "lib/a.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "adds", status: "passed", failureMessages: [] },
          { fullName: "takes away", status: "failed", failureMessages: ["expected 1\nto be 2"] },
        ],
      },
      { name: "lib/b.test.ts", status: "failed", message: "cannot be loaded", assertionResults: [] },
    ],
  });
  expect(failedInVitest(file)).toEqual([
    "lib/a.test.ts: takes away\n    expected 1\n    to be 2",
    "lib/b.test.ts\n    cannot be loaded",
  ]);
});

test("a run that ended badly without a failed test counts as one failure", () => {
  const file = report({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1 });
  expect(countVitest(file, 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  expect(countVitest(file, 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
});
