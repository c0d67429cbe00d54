import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fittingEnding, isFilename, meantName, nameOfNext, nameProblem } from "#lib/documents/names.ts";
import { wellFormedName } from "#lib/testing/names.ts";

const PDF = "application/pdf";
const JPEG = "image/jpeg";

describe("a new name", () => {
  test.each([
    ["Plan.pdf", PDF],
    ["Plan.PDF", PDF],
    ["Plan", PDF],
    ["Minutes 3.11.2026", PDF],
    ["Mr. Smith", PDF],
    ["foto.jpeg", JPEG],
    ["foto.jpg", JPEG],
    ["my.exe.pdf", PDF],
    ["marks.CSV", "text/csv"],
    ["what nobody knows.abc", "application/x-unknown"],
  ])("%j is fine for %s", (name, type) => expect(nameProblem(name, type)).toBeNull());

  test.each([
    ["Plan.docx", PDF, ".pdf"],
    ["Plan.pdf.zip", PDF, ".pdf"],
    ["Plan.PNG", PDF, ".pdf"],
    ["Plan.pdf", JPEG, ".jpg, .jpeg"],
    ["Plan.pdf.exe", PDF, ".pdf"],
    ["Plan.ex\u00ADe", PDF, ".pdf"],
    ["Plan.docx ", PDF, ".pdf"],
    ["Plan.doc\u200Bx", PDF, ".pdf"],
    ["marks.txt", "text/csv", ".csv"],
    ["Plan.html", "application/x-unknown", ""],
  ])("%j says something else than %s", (name, type, accepted) =>
    expect(nameProblem(name, type)).toEqual({ code: "extension_mismatch", details: { accepted } }),
  );

  test.each(["", ".", "..", "a\0.pdf", "a\n.pdf", "\ud800.pdf", "x".repeat(256)])("%j is none", (name) =>
    expect(nameProblem(name, PDF)?.code).toBe("invalid_filename"),
  );
});

describe("what somebody means by what they typed", () => {
  const file = { filename: "Old.PDF", contentType: PDF };

  test.each([
    ["  Plan.pdf ", "Plan.pdf"],
    ["Plan", "Plan.PDF"],
    ["Plan.", "Plan.PDF"],
    ["Plan 3.11", "Plan 3.11.PDF"],
    ["", ""],
    ["   ", ""],
    [".pdf", ""],
    [" . .pdf", ""],
    // Told, not mended.
    ["Plan.docx", "Plan.docx"],
    ["Plan.exe", "Plan.exe"],
  ])("%j is %j", (typed, name) => expect(meantName(typed, file)).toBe(name));

  test("of a file whose name says nothing is just that", () => {
    expect(meantName(" Plan", { filename: "Old", contentType: PDF })).toBe("Plan");
    expect(meantName("Plan.pdf", { filename: "Old", contentType: PDF })).toBe("Plan.pdf");
  });

  test("always fits, or is refused for its ending, and is found again when it is typed again", () => {
    fc.assert(
      fc.property(wellFormedName, (typed) => {
        const name = meantName(typed, file);
        if (name === "" || !isFilename(name) || nameProblem(name, PDF) !== null) return;
        expect(fittingEnding(name, PDF).toLowerCase()).toBe(".pdf");
        expect(meantName(name, file)).toBe(name);
      }),
    );
  });
});

describe("the name of what holds another file now", () => {
  const of = (filename: string, contentType: string) => ({ filename, contentType });

  test.each([
    ["Plan.pdf", PDF, "scan (2).pdf", PDF, "Plan.pdf"],
    ["Plan.PDF", PDF, "photo.JPEG", JPEG, "Plan.JPEG"],
    ["Plan.pdf", PDF, "photo", JPEG, "Plan.jpg"],
    ["foto.jpeg", JPEG, "foto.jpg", JPEG, "foto.jpeg"],
    ["Plan", PDF, "photo.jpg", JPEG, "Plan"],
    ["Plan 3.11", PDF, "photo.jpg", JPEG, "Plan 3.11"],
    // It said something else before.
    ["Plan.docx", PDF, "photo.jpg", JPEG, "Plan.docx.jpg"],
  ])("%j (%s) replaced by %j (%s) is %j", (name, type, next, nextType, expected) =>
    expect(nameOfNext(of(name, type), of(next, nextType))).toBe(expected),
  );

  test("is always a name that fits, and begins as it did", () => {
    fc.assert(
      fc.property(wellFormedName, wellFormedName, fc.boolean(), (name, next, ended) => {
        fc.pre(isFilename(name) && isFilename(next));
        const before = of(ended ? `${name.slice(0, 200)}.pdf`.toWellFormed() : name, PDF);
        const now = nameOfNext(before, of(next, JPEG));
        expect(nameProblem(now, JPEG)).toBeNull();
        expect(before.filename.startsWith(now.slice(0, -5)) || now.startsWith(before.filename)).toBe(true);
        expect(nameOfNext(of(now, JPEG), of(next, JPEG))).toBe(now);
      }),
    );
  });
});
