import { parseArgs } from "node:util";
import { startTestApp } from "#scripts/test/app.ts";
import { findChromium } from "#scripts/test/chromium.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";
import { runNode } from "#scripts/test/run-node.ts";

const HELP = `Drops several hundred report PDFs at once on a whole npm start, and holds that each is its student's.

  npm run prove:reports -- [--files 500]

It is the journey of e2e/reports.spec.ts with more files, and prints how long matching and storing took.`;

const { values } = parseArgs({
  options: { files: { type: "string", default: "500" }, help: { type: "boolean" } },
});
const chromium = findChromium();
if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else if (chromium === null) {
  process.stdout.write("NOT RUN: there is no Chromium.\n");
  process.exitCode = 1;
} else {
  const app = await startTestApp({ env: {} });
  try {
    const env = cleanEnvironment({
      E2E_BASE_URL: app.baseUrl,
      E2E_SETUP_LINK: app.setupLink,
      E2E_DATA_DIR: app.dataDir,
      E2E_REPORTS: values.files,
      CHROMIUM_PATH: chromium,
      LC_ALL: "C.UTF-8",
    });
    process.exitCode = await runNode(
      ["node_modules/@playwright/test/cli.js", "test", "e2e/reports.spec"],
      env,
    );
  } finally {
    await app.stop();
  }
}
