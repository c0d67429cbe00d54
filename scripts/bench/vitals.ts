import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";
import { signedIn } from "#scripts/shots/pictures.ts";

/** A line and a processor, as Lighthouse takes them: a desk, and a middling phone on a slow line. */
export const PROFILES = {
  desktop: { width: 1440, latency: 40, kilobitsPerSecond: 10_240, slowdown: 1 },
  phone: { width: 390, latency: 150, kilobitsPerSecond: 1_638, slowdown: 4 },
} as const;
export type Profile = keyof typeof PROFILES;

/** What people feel of a page, in ms; the layout shift is a sum of shares. */
export type Vitals = { lcp: number; tbt: number; inp: number; cls: number };

const QUIET_MS = 1_500;

type Seen = { lcp: number; tbt: number; inp: number; cls: number };

/** Runs in the page before its own scripts. */
function watch(): void {
  const seen: Seen = { lcp: 0, tbt: 0, inp: 0, cls: 0 };
  Object.assign(globalThis, { vitals: seen });
  type Entry = PerformanceEntry & { value: number; hadRecentInput: boolean; interactionId: number };
  const on = (type: string, take: (entry: Entry) => void, more: object = {}) =>
    new PerformanceObserver((list) => (list.getEntries() as Entry[]).forEach(take)).observe({
      type,
      buffered: true,
      ...more,
    });
  on("largest-contentful-paint", ({ startTime }) => {
    seen.lcp = startTime;
  });
  // A task blocks beyond its first 50 ms (web.dev, "TBT").
  on("longtask", ({ duration }) => {
    seen.tbt += duration - 50;
  });
  on("layout-shift", ({ value, hadRecentInput }) => {
    if (!hadRecentInput) seen.cls += value;
  });
  on(
    "event",
    ({ duration, interactionId }) => {
      if (interactionId > 0) seen.inp = Math.max(seen.inp, duration);
    },
    { durationThreshold: 16 },
  );
}

async function throttle(session: CDPSession, profile: Profile): Promise<void> {
  const { latency, kilobitsPerSecond, slowdown } = PROFILES[profile];
  const bytes = (kilobitsPerSecond * 1000) / 8;
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency,
    downloadThroughput: bytes,
    uploadThroughput: bytes,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
}

const read = (page: Page) => page.evaluate(() => (globalThis as unknown as { vitals: Seen }).vitals);
const pause = (page: Page) => page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), QUIET_MS);

/** Touches what the page offers as a person would: choosing rows, and opening one. */
async function touch(page: Page): Promise<void> {
  const boxes = page.getByRole("row").getByRole("checkbox");
  for (const at of [1, 2, 3]) await boxes.nth(at).click();
  await page.keyboard.press("Escape");
  await page.getByRole("row").nth(2).getByRole("link").first().click();
  await page.locator("[data-preview]").first().waitFor();
  await pause(page);
}

async function visit(context: BrowserContext, path: string, profile: Profile): Promise<Vitals> {
  const page = await context.newPage();
  try {
    await throttle(await context.newCDPSession(page), profile);
    await page.goto(path);
    await page.locator("main h1").waitFor();
    await page.waitForLoadState("networkidle");
    await pause(page);
    const { lcp, tbt, cls } = await read(page);
    if (path === "/documents") await touch(page);
    const { inp } = await read(page);
    return { lcp, tbt, cls, inp };
  } finally {
    await page.close();
  }
}

/** What is felt of a page in several visits with what the browser has kept of none. */
export async function vitalsOf(
  browser: Browser,
  baseUrl: string,
  { path, profile, visits }: { path: string; profile: Profile; visits: number },
): Promise<Vitals[]> {
  const { width } = PROFILES[profile];
  const first = await signedIn(browser, baseUrl, { width, scheme: "light" });
  const storageState = await first.context.storageState();
  await first.context.close();
  const found: Vitals[] = [];
  for (let at = 0; at < visits; at += 1) {
    const context = await browser.newContext({
      baseURL: baseUrl,
      storageState,
      viewport: { width, height: 900 },
      locale: "en-GB",
    });
    await context.addInitScript(watch);
    found.push(await visit(context, path, profile));
    await context.close();
  }
  return found;
}
