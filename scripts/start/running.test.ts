import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRunning, removeRunning, writeRunning } from "./running.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "athena-running-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what was written is read, by its own account alone, until it is removed", () => {
  writeRunning(folder, "http://127.0.0.1:3000", { DATABASE_URL: "postgres://x/y" });
  expect(readRunning(folder)).toMatchObject({
    address: "http://127.0.0.1:3000",
    env: { DATABASE_URL: "postgres://x/y" },
  });
  expect(statSync(path.join(folder, "running.json")).mode & 0o777).toBe(0o600);
  removeRunning(folder);
  expect(readRunning(folder)).toBeNull();
});

test("what a killed start left counts for nothing", () => {
  writeRunning(folder, "http://127.0.0.1:3000", {});
  const file = path.join(folder, "running.json");
  const left = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...left, pid: spawnSync("true").pid }));
  expect(readRunning(folder)).toBeNull();
});

test("a damaged file counts for nothing", () => {
  writeFileSync(path.join(folder, "running.json"), "{");
  expect(readRunning(folder)).toBeNull();
});
