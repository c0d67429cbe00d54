import { expect, test } from "vitest";
import { listOf, momentOf, plainly, typeOf } from "#lib/moving/describe.ts";
import { readHeader, tidyPath } from "#lib/moving/sheet.ts";

test("metadata have columns by their names, however those are written, and none that is unknown", () => {
  expect(readHeader(["\ufeffPath", " Record Class ", "uploaded-by"])).toEqual([
    "path",
    "record_class",
    "uploaded_by",
  ]);
  expect(() => readHeader(["path", "colour"])).toThrow('"colour"');
  expect(() => readHeader(["path", "PATH"])).toThrow("twice");
  expect(() => readHeader(["title"])).toThrow('no column "path"');
});

test("metadata name a path as people write it, and several things in one cell", () => {
  expect(["./a/b.pdf", "a\\b.pdf", "/a/b.pdf", " a/b.pdf "].map(tidyPath)).toEqual([
    "a/b.pdf",
    "a/b.pdf",
    "a/b.pdf",
    "a/b.pdf",
  ]);
  expect(listOf(" a, b;c\n;;")).toEqual(["a", "b", "c"]);
});

test("metadata say a moment with its zone, or a day by the school's clock, never one to come", () => {
  const now = new Date("2026-06-01T12:00:00Z");
  const read = (typed: string) => {
    try {
      return momentOf(typed, "Europe/Madrid", now).toISOString();
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(read("2024-07-01")).toBe("2024-06-30T22:00:00.000Z");
  expect(read("2024-07-01T10:00:00+02:00")).toBe("2024-07-01T08:00:00.000Z");
  expect(read("2024-07-01 10:00Z")).toBe("2024-07-01T10:00:00.000Z");
  for (const typed of ["2026-06-02", "01/07/2024", "2024-07-01T10:00:00", "2024-02-30", "1969-01-01", ""])
    expect([typed, read(typed)]).toEqual([typed, "invalid_request"]);
});

test("metadata say what a file is, and nothing that cannot be", () => {
  const usual = { kind: "document" } as const;
  expect(plainly("a/Plan.PDF", {}, usual)).toMatchObject({
    filename: "Plan.PDF",
    contentType: "application/pdf",
  });
  expect(typeOf("x.unknown")).toBe("application/octet-stream");
  const wrong = [
    { kind: "secret" },
    { year: "99" },
    { tags: "x".repeat(41) },
    { report_type: "../up" },
    { kind: "report", term: "7" },
    { alt_text: "of no picture" },
    { notes: "x".repeat(4001) },
  ];
  for (const cells of wrong) expect(() => plainly("a.pdf", cells, usual)).toThrow("invalid_request");
});
