import { chromium } from "@playwright/test";
import { type Figure, once } from "#scripts/bench/figure.ts";
import { auditPages } from "#scripts/bench/lighthouse.ts";
import { measurePages, measureScripts } from "#scripts/bench/measure.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import { startTestApp } from "#scripts/test/app.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

const BAR = { scriptKilobytes: 180, layoutShift: 0.05, score: 95 };

async function inBrowser(baseUrl: string, executablePath: string): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const scripts = await measureScripts(browser, baseUrl, "/documents");
    const total = scripts.reduce((sum, { gzipped }) => sum + gzipped, 0) / 1000;
    const pages = await measurePages(browser, baseUrl);
    return [
      {
        name: "/documents: JavaScript before the first interaction, gzipped",
        unit: "kB",
        ours: once(total),
        bar: { of: "middle", atMost: BAR.scriptKilobytes },
        note: `the largest: ${scripts
          .slice(0, 5)
          .map(({ name, gzipped }) => `${name} ${(gzipped / 1000).toFixed(1)}`)
          .join(", ")}`,
      },
      ...pages.flatMap(({ path, width, shift, shown, interactive }): Figure[] => [
        {
          name: `${path} at ${width} px: layout shift`,
          unit: "",
          ours: once(shift),
          bar: { of: "middle", atMost: BAR.layoutShift },
        },
        {
          name: `${path} at ${width} px: answers`,
          unit: "ms",
          ours: once(interactive),
          note: `first content ${shown} ms`,
        },
      ]),
    ];
  } finally {
    await browser.close();
  }
}

async function byLighthouse(baseUrl: string, executablePath: string): Promise<Figure[]> {
  const audits = await auditPages(baseUrl, executablePath);
  if ("missing" in audits) throw new Error(`Lighthouse could not be had: ${audits.missing}`);
  return audits.pages.flatMap(({ path, performance, accessibility, bestPractices, findings }) =>
    Object.entries({ performance, accessibility, "best practices": bestPractices }).map(
      ([what, score]): Figure => ({
        name: `${path}: Lighthouse (desktop), ${what}`,
        unit: "",
        ours: once(score),
        bar: { of: "middle", atLeast: BAR.score },
        ...(score < BAR.score && { note: findings.join("; ") }),
      }),
    ),
  );
}

/** The pages of a production build with the made-up school of npm run demo. */
export const measure: Measure = async () => {
  const executablePath = requireChromium();
  const app = await startTestApp({ command: "demo" });
  try {
    return [
      ...(await inBrowser(app.baseUrl, executablePath)),
      ...(await byLighthouse(app.baseUrl, executablePath)),
    ];
  } finally {
    await app.stop();
  }
};
