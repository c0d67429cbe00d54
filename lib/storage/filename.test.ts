import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AppError } from "#lib/errors.ts";
import { checkFilename, foldName, keySafeName } from "#lib/storage/filename.ts";
import { wellFormedName } from "#lib/testing/names.ts";

const verdict = (name: string) => {
  try {
    checkFilename(name);
    return "kept";
  } catch (error) {
    return (error as AppError).code;
  }
};

describe("the name a person gave", () => {
  test.each([
    "\u202Efdp.exe.pdf",
    "back\\slash.pdf",
    "../../etc/passwd",
    "%2e%2e/%2e%2e",
    "😀".repeat(255),
    "e\u0301.pdf",
    "\u00e9.pdf",
    "CON",
    "dot.",
    "space ",
    "...",
    "report...png",
    "quo\"te's.pdf",
    "=cmd()",
    " ",
    "\u200b",
    "\u0085.pdf",
  ])("%j is kept", (name) => expect(verdict(name)).toBe("kept"));

  test.each([
    "",
    ".",
    "..",
    "a\0.pdf",
    "a\r.pdf",
    "a\n.pdf",
    "\ud800",
    "a\udc00.pdf",
    "\udc00\ud800",
    "x".repeat(256),
    "😀".repeat(256),
  ])("%j is refused", (name) => expect(verdict(name)).toBe("invalid_filename"));
});

describe("the name in a key", () => {
  test.each([
    ["report...png", "report.png"],
    ["\u202Efdp.exe.pdf", "fdp.exe.pdf"],
    ["../../etc/passwd", "etc_passwd"],
    ["e\u0301.pdf", "\u00e9.pdf"],
    ["e\u200d\u0301.pdf", "\u00e9.pdf"],
    ["a b\u00a0c.pdf", "a_b_c.pdf"],
    ["=cmd()|'x'!A1.pdf", "cmd()__x__A1.pdf"],
    [".htaccess", "htaccess"],
    ["...", "file"],
    ["\u200b.pdf", "pdf"],
    ["год 2026.docx", "год_2026.docx"],
  ])("of %j is %j", (name, safe) => expect(keySafeName(name)).toBe(safe));

  test("of a long name keeps its ending", () => {
    expect(keySafeName(`${"é".repeat(250)}.pdf`)).toBe(`${"é".repeat(88)}.pdf`);
  });

  test("is short, composed and harmless, whatever the name is", () => {
    fc.assert(
      fc.property(wellFormedName, (name) => {
        const safe = keySafeName(name);
        expect(Buffer.byteLength(safe)).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(180);
        expect(safe).toBe(safe.normalize("NFC"));
        expect(safe.isWellFormed()).toBe(true);
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s/\\<>:"|?*%#&]|\.\.|^\.|\.$/u);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("the name that search reads", () => {
  test.each([
    ["Álgebra.PDF", "algebra.pdf"],
    ["ÅNGSTRÖM", "angstrom"],
    ["ﬁnal", "final"],
    ["ΟΔΟΣ.pdf", "οδοσ.pdf"],
  ])("of %j is %j", (name, folded) => expect(foldName(name)).toBe(folded));

  test("any part of a name is found in it", () => {
    fc.assert(
      fc.property(wellFormedName, fc.nat(), fc.nat(), (name, from, length) => {
        const characters = Array.from(name);
        const start = from % characters.length;
        const part = characters.slice(start, start + 1 + (length % characters.length)).join("");
        expect(foldName(name)).toContain(foldName(part));
      }),
      { numRuns: 3000 },
    );
  });
});
