import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

let root: string;

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

const now = (env: Record<string, string> = {}) => fingerprint(root, { NODE_ENV: "test", ...env });

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "athena-build-"));
  put("package.json", JSON.stringify({ imports: { "#lib/*": "./lib/*", "#worker/*": "./worker/*" } }));
  put("node_modules/next/package.json", JSON.stringify({ version: "16.0.0" }));
  put("lib/a.ts", "1");
  put("next.config.mjs", "1");
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ["a source changes", "lib/a.ts"],
  ["a source is added", "lib/new/b.tsx"],
  ["a setting changes", "next.config.mjs"],
  ["the lockfile changes", "package-lock.json"],
  ["another Next is installed", "node_modules/next/package.json"],
  ["a public file is added", "public/logo.png"],
])("it differs when %s", (_, file) => {
  const before = now();
  put(file, JSON.stringify({ version: "2" }));
  expect(now()).not.toBe(before);
});

test.each([
  "lib/a.test.ts",
  "worker/main.ts",
  "README.md",
  "docs/x.md",
  ".env",
  ".next/x.json",
  ".data/x.ts",
])("it does not differ for %s", (file) => {
  const before = now();
  put(file, "2");
  expect(now()).toBe(before);
});

test("moving text from one file to the next is a difference", () => {
  put("lib/b.ts", "23");
  const before = now();
  put("lib/a.ts", "12");
  put("lib/b.ts", "3");
  expect(now()).not.toBe(before);
});

test("variables that end up in pages count, others do not", () => {
  expect(now({ NEXT_PUBLIC_NAME: "x" })).not.toBe(now());
  expect(now({ DATABASE_URL: "x" })).toBe(now());
});
