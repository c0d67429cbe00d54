import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  livePostmaster,
  parsePostmasterPid,
  processExists,
  readPostmasterPid,
  removeStalePid,
} from "./postmaster-pid.ts";

const WHOLE = "4711\n/data/cluster\n1795352476\n20919\n\n127.0.0.1\n  9699328    524289\nready   \n";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "athena-pid-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a whole file gives the process, the port and that it is ready", () => {
  expect(parsePostmasterPid(WHOLE)).toEqual({ pid: 4711, port: 20_919, ready: true });
});

test("a file that is still being written is not ready", () => {
  expect(parsePostmasterPid("4711\n/data/cluster\n")).toEqual({ pid: 4711, port: null, ready: false });
  expect(parsePostmasterPid(WHOLE.replace("ready   ", "starting"))?.ready).toBe(false);
});

test("an empty or damaged file names nobody", () => {
  expect(parsePostmasterPid("")).toBeNull();
  expect(parsePostmasterPid("not a number\n")).toBeNull();
});

test("a pid that now belongs to another program is stale and is removed", () => {
  writeFileSync(path.join(folder, "postmaster.pid"), WHOLE.replace("4711", String(process.pid)));
  expect(livePostmaster(folder)).toBeNull();
  removeStalePid(folder);
  expect(readPostmasterPid(folder)).toBeNull();
});

test("this process exists, an impossible one does not", () => {
  expect(processExists(process.pid)).toBe(true);
  expect(processExists(2 ** 30)).toBe(false);
});
