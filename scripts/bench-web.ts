import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { auditPages } from "#scripts/bench/lighthouse.ts";
import { measurePages, measureScripts } from "#scripts/bench/measure.ts";
import { startTestApp } from "#scripts/test/app.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

const HELP = `Measures the pages of a production build with the made-up school of npm run demo, and prints a table.

  npm run bench:web -- [--url ADDRESS] [--no-lighthouse]

  --url ADDRESS    of an npm run demo that runs already; without it one is started and ended
  --no-lighthouse  leave out Lighthouse, which is fetched by npm the first time

  Budgets: JavaScript before the first interaction on /documents 180 kB gzipped, layout shift 0.05 on each page,
  Lighthouse (desktop) 95 in performance, accessibility and best practices. It is no test: numbers of time hang on
  how busy the machine is.`;

const BUDGET = { scriptBytes: 180_000, layoutShift: 0.05, score: 95 };

const say = (line = "") => process.stdout.write(`${line}\n`);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const over: string[] = [];

function judge(what: string, isGood: boolean): string {
  if (!isGood) over.push(what);
  return isGood ? "" : "  <- over";
}

async function bench(baseUrl: string, executablePath: string, withLighthouse: boolean): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const scripts = await measureScripts(browser, baseUrl, "/documents");
    const total = scripts.reduce((sum, { gzipped }) => sum + gzipped, 0);
    say("JavaScript before the first interaction on /documents, gzipped:");
    for (const { name, gzipped } of scripts) say(`  ${kilobytes(gzipped).padStart(9)}  ${name}`);
    const verdict = judge("JavaScript on /documents", total <= BUDGET.scriptBytes);
    say(`  ${kilobytes(total).padStart(9)}  in all, of ${kilobytes(BUDGET.scriptBytes)}${verdict}`);
    say();
    say("Page                  window   layout shift   first content   answers");
    for (const page of await measurePages(browser, baseUrl)) {
      const { path, width, shift, shown, interactive } = page;
      const mark = judge(`layout shift of ${path} at ${width} px`, shift <= BUDGET.layoutShift);
      const times = `${`${shown} ms`.padStart(15)} ${`${interactive} ms`.padStart(9)}`;
      say(`${path.padEnd(20)} ${`${width} px`.padStart(7)} ${shift.toFixed(4).padStart(14)} ${times}${mark}`);
    }
  } finally {
    await browser.close();
  }
  say();
  if (withLighthouse) await audit(baseUrl, executablePath);
  else say("Lighthouse was left out.");
}

async function audit(baseUrl: string, executablePath: string): Promise<void> {
  const audits = await auditPages(baseUrl, executablePath);
  if ("missing" in audits) {
    say(`Lighthouse could not be had: ${audits.missing}`);
    return;
  }
  say("Lighthouse, desktop   performance   accessibility   best practices");
  for (const { path, performance, accessibility, bestPractices, findings } of audits.pages) {
    const good = [performance, accessibility, bestPractices].every((score) => score >= BUDGET.score);
    const mark = judge(`Lighthouse on ${path}`, good);
    const scores = `${String(performance).padStart(11)} ${String(accessibility).padStart(15)} ${String(bestPractices).padStart(16)}`;
    say(`${path.padEnd(21)} ${scores}${mark}`);
    for (const finding of findings) say(`    ${finding}`);
  }
}

const { values } = parseArgs({
  options: { url: { type: "string" }, "no-lighthouse": { type: "boolean" }, help: { type: "boolean" } },
});
if (values.help) {
  say(HELP);
} else {
  const executablePath = requireChromium();
  const app = values.url === undefined ? await startTestApp({ command: "demo" }) : null;
  try {
    await bench(app?.baseUrl ?? values.url ?? "", executablePath, !values["no-lighthouse"]);
    say();
    const [load = 0] = loadavg();
    if (load > availableParallelism()) {
      say(`This machine is busy (load ${load.toFixed(1)}): times and performance scores say little.`);
    }
    say(over.length === 0 ? "All within the budgets." : `Over the budgets: ${over.join("; ")}.`);
  } finally {
    await app?.stop();
  }
}
