import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { allPages, readmePictures } from "#scripts/shots/pictures.ts";
import { inProject } from "#scripts/start/project.ts";
import { startTestApp } from "#scripts/test/app.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

const HELP = `Takes the README's pictures (docs/screenshots) from the made-up school of npm run demo.

  npm run shots -- [--all DIR] [--url ADDRESS]

  --all DIR      take every page instead, at 390, 820 and 1440 px, light and dark, into this folder
  --url ADDRESS  of an npm run demo that runs already; without it one is started and ended`;

async function take(browser: Browser, baseUrl: string, folder: string | undefined): Promise<number> {
  const target = folder === undefined ? inProject("docs", "screenshots") : path.resolve(folder);
  mkdirSync(target, { recursive: true });
  return folder === undefined ? readmePictures(browser, baseUrl, target) : allPages(browser, baseUrl, target);
}

const { values } = parseArgs({
  options: { all: { type: "string" }, url: { type: "string" }, help: { type: "boolean" } },
});
if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  const executablePath = requireChromium();
  const app = values.url === undefined ? await startTestApp({ command: "demo" }) : null;
  try {
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    const count = await take(browser, app?.baseUrl ?? values.url ?? "", values.all);
    await browser.close();
    process.stdout.write(`${count} pictures taken.\n`);
  } finally {
    await app?.stop();
  }
}
