import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { signedIn } from "#scripts/shots/pictures.ts";

/** Fetched when it is wanted: it brings some 150 packages that nothing else here needs. */
const PACKAGE = "lighthouse@13.5.0";
const PATHS = ["/documents", "/trash", "/usage", "/settings/account", "/sign-in"] as const;
const FETCH_MS = 300_000;

type Report = {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
};

/** Scores of 0 to 100, and what took points away. */
export type Audited = {
  path: string;
  performance: number;
  accessibility: number;
  bestPractices: number;
  findings: string[];
};

const run = promisify(execFile);

function lighthouse(args: readonly string[], chrome: string): Promise<{ stdout: string }> {
  const all = ["exec", "--yes", `--package=${PACKAGE}`, "--", "lighthouse", ...args];
  return run("npm", all, {
    env: { ...process.env, CHROME_PATH: chrome },
    timeout: FETCH_MS,
    maxBuffer: 2 ** 26,
  });
}

const lastLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";

async function sessionCookies(baseUrl: string, executablePath: string): Promise<string> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const { context } = await signedIn(browser, baseUrl, { width: 1440, scheme: "light" });
  const cookies = await context.cookies();
  await browser.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

function summary(where: string, { categories, audits }: Report): Audited {
  const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
  const findings = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => `${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? ""}`.trim());
  return {
    path: where,
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    findings: [...new Set(findings)],
  };
}

/** Runs Lighthouse's desktop preset on each page; says why where it cannot be had. */
export async function auditPages(
  baseUrl: string,
  executablePath: string,
): Promise<{ pages: Audited[] } | { missing: string }> {
  try {
    await lighthouse(["--version"], executablePath);
  } catch (error) {
    return { missing: lastLine(error) };
  }
  const cookie = await sessionCookies(baseUrl, executablePath);
  const folder = mkdtempSync(path.join(tmpdir(), "athena-lighthouse-"));
  try {
    const pages: Audited[] = [];
    for (const where of PATHS) {
      const file = path.join(folder, "report.json");
      const headers = where === "/sign-in" ? {} : { Cookie: cookie };
      await lighthouse(
        [
          baseUrl + where,
          "--preset=desktop",
          "--only-categories=performance,accessibility,best-practices",
          "--output=json",
          `--output-path=${file}`,
          `--extra-headers=${JSON.stringify(headers)}`,
          "--chrome-flags=--headless=new --no-sandbox",
          "--no-enable-error-reporting",
          "--quiet",
        ],
        executablePath,
      );
      pages.push(summary(where, JSON.parse(readFileSync(file, "utf8")) as Report));
    }
    return { pages };
  } catch (error) {
    return { missing: lastLine(error) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
