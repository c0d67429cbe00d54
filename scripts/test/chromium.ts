import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A Chromium to test with: CHROMIUM_PATH, Playwright's own where it was installed, or the system's; null for none. */
export function findChromium(): string | null {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...PLACES];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path)) ?? null;
}

/**
 * The same, for commands that are nothing without one.
 * @throws {Error} that says how to get one.
 */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  throw new Error(
    "There is no Chromium. Install one with: npx playwright install chromium, or on Debian: apt-get install chromium",
  );
}
