import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Oldest versions that are safe: GHSA-8fpg (next-auth: a configuration error failed open) and its like. */
const FLOORS: Readonly<Record<string, string>> = {
  next: "16.4.1",
  react: "19.2.1",
  "react-dom": "19.2.1",
  "next-auth": "4.24.15",
};

const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);

function atLeast(version: string, floor: string): boolean {
  const [have, need] = [numbers(version), numbers(floor)];
  for (const [at, wanted] of need.entries()) {
    if ((have[at] ?? 0) !== wanted) return (have[at] ?? 0) > wanted;
  }
  return true;
}

test.each(Object.entries(FLOORS))("%s is installed at %s or newer", (name, floor) => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as {
    version: string;
  };
  expect(atLeast(version, floor), `${name} ${version}`).toBe(true);
});

test("runs on Node.js 24 or newer", () => {
  expect(atLeast(process.versions.node, "24.0.0")).toBe(true);
});

test("the comparison sees older versions", () => {
  expect(atLeast("16.4.0", "16.4.1")).toBe(false);
  expect(atLeast("15.9.9", "16.4.1")).toBe(false);
  expect(atLeast("17.0.0", "16.4.1")).toBe(true);
});
