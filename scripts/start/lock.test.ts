import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock } from "./lock.ts";
import { identify } from "./process-identity.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "athena-lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a lock is taken once, told who holds it, and free again when released", () => {
  const first = acquireLock(file);
  expect(acquireLock(file)).toMatchObject({ heldBy: { pid: process.pid } });
  if ("release" in first) first.release();
  expect(acquireLock(file)).toHaveProperty("release");
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("the lock of a process that has ended is taken over", () => {
  const { pid } = spawnSync("true");
  writeFileSync(file, JSON.stringify({ pid, startTime: "1", token: "gone" }));
  expect(acquireLock(file)).toHaveProperty("release");
});

test.runIf(process.platform === "linux")("so is that of a process whose id another one has now", () => {
  writeFileSync(file, JSON.stringify({ ...identify(process.pid), startTime: "1", token: "gone" }));
  expect(acquireLock(file)).toHaveProperty("release");
});

test("a damaged lock belongs to nobody", () => {
  writeFileSync(file, '{"pid":');
  expect(acquireLock(file)).toHaveProperty("release");
});

test("a right to break that a dead process left is no obstacle", () => {
  const { pid } = spawnSync("true");
  writeFileSync(file, JSON.stringify({ pid, startTime: "1", token: "gone" }));
  writeFileSync(`${file}.break`, JSON.stringify({ pid, startTime: "1", token: "also gone" }));
  expect(acquireLock(file)).toHaveProperty("release");
});
