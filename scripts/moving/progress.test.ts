import { expect, test } from "vitest";
import { Progress } from "#scripts/moving/progress.ts";
import { plainName, several, size } from "#scripts/moving/words.ts";

function place(isTTY: boolean) {
  const said: string[] = [];
  return { said, isTTY, columns: 80, write: (text: string) => said.push(text) };
}

test("a terminal gets one bar that is drawn anew, and lines above it", () => {
  const terminal = place(true);
  const progress = new Progress(terminal);
  progress.begin({ files: 4, bytes: 4000 });
  progress.step(1000);
  progress.line("a.pdf: empty");
  progress.end();
  const last = terminal.said.findLast((text) => text.includes("#"));
  expect(last).toBe("\r\u001b[K[######------------------] 1 of 4 files, 1.0 kB of 4.0 kB");
  const line = terminal.said.indexOf("a.pdf: empty\n");
  expect(terminal.said[line - 1]).toBe("\r\u001b[K");
  expect(terminal.said.at(-1)).toBe("\r\u001b[K");
});

test("elsewhere nothing is drawn over, and lines are few", () => {
  const log = place(false);
  const progress = new Progress(log);
  progress.begin({ files: 1000, bytes: 1000 });
  for (let at = 0; at < 1000; at += 1) progress.step(1);
  progress.line("a.pdf: empty");
  progress.end();
  expect(log.said.filter((text) => text.includes("\r"))).toEqual([]);
  expect(log.said).toContain("a.pdf: empty\n");
  expect(log.said.length).toBeLessThan(10);
});

test("names cannot move the cursor or turn letters around, and sizes are read at a glance", () => {
  expect(plainName("a\u001b[2Jb\u202efdp.exe\r\n")).toBe("a\\u{1b}[2Jb\\u{202e}fdp.exe\\u{d}\\u{a}");
  expect([size(0), size(999), size(1000), size(12_345_678), size(5e15)]).toEqual([
    "0 bytes",
    "999 bytes",
    "1.0 kB",
    "12 MB",
    "5000 TB",
  ]);
  expect([several(1, "person", "people"), several(2000, "file")]).toEqual(["1 person", "2,000 files"]);
});
