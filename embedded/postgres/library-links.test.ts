import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureLibraryLinks } from "./library-links.ts";

let native: string;
const link = () => readlinkSync(path.join(native, "lib", "libicu.so.60"));

beforeEach(() => {
  native = path.join(mkdtempSync(path.join(tmpdir(), "athena-links-")), "native");
  mkdirSync(path.join(native, "lib"), { recursive: true });
  writeFileSync(path.join(native, "lib", "libicu.so.60.2"), "library");
  const list = [{ source: "native/lib/libicu.so.60.2", target: "native/lib/libicu.so.60" }];
  writeFileSync(path.join(native, "pg-symlinks.json"), JSON.stringify(list));
});
afterEach(() => rmSync(path.dirname(native), { recursive: true }));

test("missing links are made, and a second time nothing is done", () => {
  expect(ensureLibraryLinks(native)).toBe(true);
  expect(link()).toBe("libicu.so.60.2");
  expect(ensureLibraryLinks(native)).toBe(true);
});

test("a link that points nowhere is put right", () => {
  symlinkSync("gone", path.join(native, "lib", "libicu.so.60"));
  expect(ensureLibraryLinks(native)).toBe(true);
  expect(link()).toBe("libicu.so.60.2");
});

test.skipIf(process.getuid?.() === 0)("a folder that cannot be written is told, not thrown", () => {
  chmodSync(path.join(native, "lib"), 0o500);
  expect(ensureLibraryLinks(native)).toBe(false);
  chmodSync(path.join(native, "lib"), 0o700);
});
