import { chromium } from "@playwright/test";
import { type Figure, once, spreadOf } from "#scripts/bench/figure.ts";
import { auditPages } from "#scripts/bench/lighthouse.ts";
import { measurePages, measureScripts } from "#scripts/bench/measure.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import { vitalsOf } from "#scripts/bench/vitals.ts";
import { startTestApp } from "#scripts/test/app.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

const VISITS = 3;
/** What people feel, with the most that it may be on a desk. */
const FELT = {
  lcp: { words: "largest content shown (LCP)", unit: "ms", atMost: 1_250 },
  tbt: { words: "blocked (TBT)", unit: "ms", atMost: null },
  cls: { words: "layout shift (CLS)", unit: "", atMost: 0.05 },
  inp: { words: "slowest answer to a hand (INP)", unit: "ms", atMost: 100 },
} as const;
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

/** What is felt on a desk, which is judged, and on a slow phone, which is told. */
async function feltOf(baseUrl: string, executablePath: string): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const figures: Figure[] = [];
    for (const profile of ["desktop", "phone"] as const) {
      for (const path of ["/documents", "/usage"]) {
        const visits = await vitalsOf(browser, baseUrl, { path, profile, visits: VISITS });
        const of = (name: "lcp" | "tbt" | "inp" | "cls") => spreadOf(visits.map((visit) => visit[name]));
        const judged = profile === "desktop";
        const figure = (what: keyof typeof FELT): Figure => ({
          name: `${path}, ${profile}: ${FELT[what].words}`,
          unit: FELT[what].unit,
          ours: of(what),
          ...(judged && FELT[what].atMost !== null && { bar: { of: "middle", atMost: FELT[what].atMost } }),
        });
        figures.push(figure("lcp"), figure("tbt"), figure("cls"));
        if (path === "/documents") figures.push(figure("inp"));
      }
    }
    return figures;
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
      ...(await feltOf(app.baseUrl, executablePath)),
      ...(await byLighthouse(app.baseUrl, executablePath)),
    ];
  } finally {
    await app.stop();
  }
};
