import { gzipSync } from "node:zlib";
import type { Browser, Page } from "@playwright/test";
import { signedIn } from "#scripts/shots/pictures.ts";

/** One script as the network carries it. `gzipped` is in bytes. */
export type Script = { name: string; gzipped: number };

/**
 * A page in one window: layout shift as browsers sum it up; in milliseconds from the beginning of navigation, when
 * something was shown and when the page took over its own events.
 */
export type Measured = { path: string; width: number; shift: number; shown: number; interactive: number };

const QUIET_MS = 1500;
const PATHS = ["/documents", "/trash", "/usage", "/settings/account"] as const;

/**
 * Every script that the page fetches when it is opened with an empty cache and nobody touches it, the largest first.
 * Gzipped as `next start` does (level 6), whatever a proxy in front would make of it.
 */
export async function measureScripts(browser: Browser, baseUrl: string, path: string): Promise<Script[]> {
  const { context } = await signedIn(browser, baseUrl, { width: 1440, scheme: "light" });
  const state = await context.storageState();
  await context.close();
  const fresh = await browser.newContext({
    baseURL: baseUrl,
    storageState: state,
    viewport: { width: 1440, height: 900 },
  });
  const page = await fresh.newPage();
  const found: Promise<Script>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const name = new URL(response.url()).pathname.replace("/_next/static/", "");
    found.push(response.body().then((body) => ({ name, gzipped: gzipSync(body, { level: 6 }).length })));
  });
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await page.evaluate((pause) => new Promise((done) => setTimeout(done, pause)), QUIET_MS);
  const scripts = await Promise.all(found);
  await fresh.close();
  return scripts.sort((a, b) => b.gzipped - a.gzipped);
}

/** Runs in the page before its own scripts. */
function watch(): void {
  const seen = { shift: 0, window: 0, first: 0, last: 0, interactive: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (entry.hadRecentInput) continue;
      // Sessions of shifts at most a second apart and five long; the worst one counts (web.dev, "CLS").
      const joins = entry.startTime - seen.last < 1000 && entry.startTime - seen.first < 5000;
      seen.window = joins ? seen.window + entry.value : entry.value;
      if (!joins) seen.first = entry.startTime;
      seen.last = entry.startTime;
      seen.shift = Math.max(seen.shift, seen.window);
    }
  }).observe({ type: "layout-shift", buffered: true });
  const ask = () => {
    const heading = document.querySelector("h1");
    const isOwned = heading !== null && Object.keys(heading).some((name) => name.startsWith("__react"));
    if (isOwned) seen.interactive = performance.now();
    else requestAnimationFrame(ask);
  };
  requestAnimationFrame(ask);
}

type Seen = { shift: number; interactive: number };

async function measurePage(page: Page, path: string, width: number): Promise<Measured> {
  await page.goto(path);
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => (globalThis as unknown as { seen: Seen }).seen.interactive > 0);
  await page.evaluate((pause) => new Promise((done) => setTimeout(done, pause)), QUIET_MS);
  const found = await page.evaluate(() => {
    const { shift, interactive } = (globalThis as unknown as { seen: Seen }).seen;
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    return { shift, shown: Math.round(paint), interactive: Math.round(interactive) };
  });
  return { path, width, ...found };
}

/** Layout shift and times of each page, on a desk and on a phone. */
export async function measurePages(browser: Browser, baseUrl: string): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const width of [1440, 390] as const) {
    const { context, page } = await signedIn(browser, baseUrl, { width, scheme: "light" });
    await context.addInitScript(watch);
    for (const path of PATHS) all.push(await measurePage(page, path, width));
    await context.close();
  }
  return all;
}
