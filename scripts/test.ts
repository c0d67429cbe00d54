import { mkdirSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildForFaults } from "#scripts/faults/build.ts";
import { startTestApp } from "#scripts/test/app.ts";
import { findChromium } from "#scripts/test/chromium.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";
import {
  addUp,
  type Count,
  closingLine,
  countPlaywright,
  countVitest,
  failedInVitest,
} from "#scripts/test/count.ts";
import { runNode } from "#scripts/test/run-node.ts";

const HELP = `Runs the tests on services that it starts itself; your data folder is never touched.

  npm test -- [--only unit|contract|integration|peer|storage|faults|e2e]

  unit         rules, beside the code
  contract     the embedded object store against S3 clients
  integration  data and storage against a real PostgreSQL and a real object store
  peer         uploads on a store that is not ours: Ceph RADOS Gateway, where it is installed
  storage      what lib/storage needs of any store, on the embedded one, Cloudflare's local R2 and Ceph;
               on a bucket of your own: npm run test:storage -- --help
  faults       kills, cuts and lies between two apps, two workers, PostgreSQL and a store; all of it: npm run test:faults
  e2e          journeys in Chromium against a whole npm start`;

/** What Vitest runs under each name. */
const VITEST_PROJECTS = {
  unit: ["unit"],
  contract: ["contract"],
  integration: ["integration"],
  peer: ["peer"],
  storage: ["storage-embedded", "storage-local-r2", "storage-ceph"],
} as const;
const VITEST_REPORT = ".test/vitest.json";
const E2E_REPORT = ".test/playwright.json";

async function vitest(projects: readonly string[], failures: string[]): Promise<Count> {
  rmSync(VITEST_REPORT, { force: true });
  const args = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  const chosen = projects.flatMap((name) => ["--project", name]);
  const code = await runNode([...args, `--outputFile.json=${VITEST_REPORT}`, ...chosen], cleanEnvironment());
  failures.push(...failedInVitest(VITEST_REPORT));
  return countVitest(VITEST_REPORT, code);
}

/** By itself: it kills and restarts what it runs on, and the machine has few cores. */
async function faults(failures: string[]): Promise<Count> {
  await buildForFaults();
  return vitest(["faults"], failures);
}

async function e2e(): Promise<Count> {
  const chromium = findChromium();
  if (chromium === null) {
    process.stdout.write(
      "\nBrowser tests NOT RUN: there is no Chromium. Install one with: npx playwright install chromium\n" +
        "or, on Debian: apt-get install chromium\n",
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
  rmSync(E2E_REPORT, { force: true });
  process.stdout.write("\nBrowser tests: starting Athena Docs on a throw-away data folder.\n");
  // Webhooks are told to programs on this machine.
  const app = await startTestApp({ env: { WEBHOOK_ALLOW_PRIVATE: "true" } });
  try {
    const env = cleanEnvironment({
      E2E_BASE_URL: app.baseUrl,
      E2E_SETUP_LINK: app.setupLink,
      E2E_DATA_DIR: app.dataDir,
      CHROMIUM_PATH: chromium,
      // Where no locale is set, Chromium takes no file from the disk whose name has an accent.
      LC_ALL: "C.UTF-8",
      PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_REPORT,
    });
    const code = await runNode(["node_modules/@playwright/test/cli.js", "test"], env);
    return countPlaywright(E2E_REPORT, code);
  } finally {
    await app.stop();
  }
}

async function attempt(name: string, work: () => Promise<Count>): Promise<Count> {
  try {
    return await work();
  } catch (error) {
    process.stdout.write(
      `\n${name} could not run: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean" } } });
if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  mkdirSync(".test", { recursive: true });
  const projects = Object.entries(VITEST_PROJECTS)
    .filter(([name]) => values.only === undefined || values.only === name)
    .flatMap(([, names]) => names);
  const counts: Count[] = [];
  const failures: string[] = [];
  if (projects.length > 0) counts.push(await attempt("Tests", () => vitest(projects, failures)));
  if (values.only === undefined || values.only === "faults")
    counts.push(await attempt("Fault tests", () => faults(failures)));
  if (values.only === undefined || values.only === "e2e") counts.push(await attempt("Browser tests", e2e));
  const total = addUp(counts);
  // Once more, for the browser tests' log has come between.
  for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`);
  process.stdout.write(`\n${closingLine(total)}\n`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}
