import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archiveNames } from "#components/zip/names.ts";

const nasty = fc.constantFrom(
  "../../etc/passwd",
  "..\\..\\boot.ini",
  "C:\\Windows\\x.exe",
  "/etc/passwd",
  "a/../../b",
  "..",
  "...",
  ". .",
  "CON",
  "con.txt",
  "Nul .pdf",
  "COM¹.tar.gz",
  "AUX.",
  "lpt9",
  "report.pdf.",
  "report.pdf ",
  "report...png",
  "invoice\u202Efdp.exe",
  "a\u0000b\r\nc",
  "\u200B",
  "e\u0301te\u0301.pdf",
  "été.pdf",
  "ÉTÉ.PDF",
  "a.pdf",
  "a (2).pdf",
  "A.pdf",
  "\uD800",
  "👨‍👩‍👧.png",
  "\u{20000}".repeat(255),
  `x.${"y".repeat(300)}`,
  `${"x".repeat(228)}. .pdf`,
);
const any = fc.array(fc.oneof(nasty, fc.string(), fc.string({ unit: "binary" })), { maxLength: 40 });
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("archiveNames", () => {
  it("gives every file one name that is safe wherever it is unpacked, and no two the same", () => {
    fc.assert(
      fc.property(any, (given) => {
        const names = archiveNames(given);
        expect(names).toHaveLength(given.length);
        for (const name of names) {
          expect(name).not.toBe("");
          expect(name).not.toMatch(/[/\\:*?"<>|]/);
          expect(name).not.toContain("..");
          expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          expect(name).not.toMatch(/[.\s]$/u);
          expect(name).not.toMatch(/^\s/u);
          expect(name).not.toMatch(/^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/i);
          expect(name.isWellFormed()).toBe(true);
          expect(bytes(name)).toBeLessThanOrEqual(255);
        }
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
        expect(new Set(names.map((name) => name.normalize("NFC"))).size).toBe(names.length);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves names alone that need no change, and depends on nothing else", () => {
    const plain = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9 _-]{0,20}[a-z]$/), {
      selector: (name) => name.toLowerCase(),
    });
    fc.assert(
      fc.property(plain, (stems) => {
        const given = stems.map((stem) => `_${stem}.pdf`);
        expect(archiveNames(given)).toEqual(given);
      }),
    );
  });

  it.each([
    [
      ["a.pdf", "a.pdf", "A.PDF"],
      ["a.pdf", "a (2).pdf", "A (3).PDF"],
    ],
    [
      ["a.pdf", "a (2).pdf", "a.pdf"],
      ["a.pdf", "a (2).pdf", "a (3).pdf"],
    ],
    [
      ["notes", "notes", ".env", "été.txt", "e\u0301te\u0301.txt"],
      ["notes", "notes (2)", ".env", "été.txt", "été (2).txt"],
    ],
    [
      ["../x.pdf", "CON", "..", "archive.tar.gz"],
      ["._x.pdf", "_CON", "file", "archive.tar.gz"],
    ],
  ])("%j become %j", (given, names) => expect(archiveNames(given)).toEqual(names));

  it("numbers thousands of the same name in no time", () => {
    const names = archiveNames(Array.from({ length: 5000 }, () => "scan.pdf"));
    expect(names.at(-1)).toBe("scan (5000).pdf");
  });
});
