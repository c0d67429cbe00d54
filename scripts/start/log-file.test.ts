import { mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { capInPlace, LogFile } from "./log-file.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "athena-log-"));
  file = path.join(folder, "app.log");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a full log is set aside, and only one old one is kept", () => {
  const log = new LogFile(file, 10);
  for (const text of ["first line\n", "second line\n", "third line\n"]) log.write(text);
  log.close();
  expect(readFileSync(file, "utf8")).toBe("third line\n");
  expect(readFileSync(`${file}.1`, "utf8")).toBe("second line\n");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a log opened again goes on", () => {
  for (const text of ["one\n", "two\n"]) {
    const log = new LogFile(file);
    log.write(text);
    log.close();
  }
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
});

test("a log that another process writes is emptied without its notice", () => {
  const other = openSync(file, "a");
  writeSync(other, "a long line\n");
  capInPlace(file, 10);
  writeSync(other, "next\n");
  expect(readFileSync(file, "utf8")).toBe("next\n");
  expect(readFileSync(`${file}.1`, "utf8")).toBe("a long line\n");
});
