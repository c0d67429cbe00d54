import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimFolder, readNote, writeNote } from "#scripts/demo/folder.ts";

let parent = "";
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "athena-demo-test-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

test("a folder that is new or empty becomes the demo's, also where the first start does not come to its end", () => {
  const folder = path.join(parent, "deep", "kept");
  claimFolder(folder);
  const { anchor, done } = readNote(folder);
  expect(done).toBe(false);
  mkdirSync(path.join(folder, "postgres"));
  claimFolder(folder);
  expect(readNote(folder)).toEqual({ anchor, done: false });
  writeNote(folder, { anchor, done: true });
  claimFolder(folder);
  expect(readNote(folder)).toEqual({ anchor, done: true });
});

test("the data of a real school is never filled with made-up people", () => {
  const file = path.join(parent, "secret");
  writeFileSync(file, "of a real school");
  expect(() => claimFolder(parent)).toThrow(/does not begin with it/);
  expect(existsSync(path.join(parent, "demo.json"))).toBe(false);
  expect(readFileSync(file, "utf8")).toBe("of a real school");
  expect(() => claimFolder(file)).toThrow(/is a file/);
});
