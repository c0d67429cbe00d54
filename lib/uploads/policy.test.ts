import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS, type Kind, POLICY } from "#lib/documents/constants.ts";
import { type UploadRules, widerRules } from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";
import { TYPES } from "#lib/testing/sample-files.ts";
import { canonicalType, checkPolicy } from "#lib/uploads/policy.ts";

const MIB = 1024 * 1024;
const check = (kind: Kind, contentType: string, filename = "file", size = 1000, rules: UploadRules = {}) => {
  try {
    return checkPolicy({ kind, filename, contentType, size }, rules);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

describe("the types of each kind", () => {
  const staff = Object.values(TYPES);
  const accepted: Record<Kind, string[]> = {
    document: staff,
    attachment: staff,
    report: [TYPES.pdf],
    media: [
      "image/jpeg",
      "image/png",
      "image/gif",
      "image/webp",
      "audio/mpeg",
      "audio/mp4",
      "audio/wav",
      "audio/ogg",
      "video/mp4",
      "video/webm",
      "video/quicktime",
    ],
  };
  const others = ["text/html", "image/svg+xml", "application/zip", "application/xml", "text/plain", ""];

  test.each(KINDS)("of a %s are these and no others", (kind) => {
    expect(Object.keys(POLICY[kind].types).sort()).toEqual([...accepted[kind]].sort());
    const all = [...new Set([...Object.values(accepted).flat(), ...others])];
    expect(all.filter((type) => check(kind, type) === type).sort()).toEqual([...accepted[kind]].sort());
    expect(all.filter((type) => check(kind, type) === "unsupported_type")).toHaveLength(
      all.length - accepted[kind].length,
    );
  });

  test.each([
    ["image/jpg", "image/jpeg"],
    ["IMAGE/PJPEG", "image/jpeg"],
    ["application/x-pdf", "application/pdf"],
    [" Application/PDF ; charset=binary", "application/pdf"],
    ["audio/x-m4a", "audio/mp4"],
  ])("%j counts as %j", (given, type) => expect(canonicalType(given)).toBe(type));

  test("no type that somebody makes up brings the check down", () => {
    const words = fc.constantFrom("constructor", "__proto__", "toString", "hasOwnProperty", "valueOf");
    fc.assert(
      fc.property(fc.oneof(words, fc.string({ unit: "binary" })), fc.constantFrom(...KINDS), (type, kind) => {
        expect(check(kind, type)).toBe("unsupported_type");
      }),
    );
  });
});

test("a school that takes spreadsheets takes them as documents, and no script under their type", () => {
  const csv = (filename: string, wider: string[], kind: Kind = "document") =>
    check(kind, "text/csv", filename, 10, widerRules(wider));
  expect(csv("marks.csv", [])).toBe("unsupported_type");
  expect(csv("marks.csv", ["text/csv"])).toBe("text/csv");
  expect(csv("marks.csv", ["text/csv"], "report")).toBe("unsupported_type");
  expect(csv("marks.js", ["text/csv"])).toBe("unsupported_type");
});

describe("the size of each kind", () => {
  test.each([
    ["document", TYPES.pdf, 10 * MIB],
    ["attachment", TYPES.pdf, 10 * MIB],
    ["report", TYPES.pdf, 10 * MIB],
    ["media", "video/mp4", 5_000_000_000],
  ] as const)("%s: up to %3$i bytes, no fewer than one", (kind, type, most) => {
    expect(check(kind, type, "file", 1)).toBe(type);
    expect(check(kind, type, "file", most)).toBe(type);
    expect(check(kind, type, "file", most + 1)).toBe("file_too_large");
    expect(check(kind, type, "file", 0)).toBe("empty_file");
    expect(check(kind, type, "file", -1)).toBe("empty_file");
  });
});

describe("names", () => {
  test.each([
    "setup.exe",
    "a.EXE",
    "a.pdf.exe",
    "page.html",
    "a.svg",
    "a.js",
    "a.docm",
    "a.exe. .",
    "a.lnk",
    "\u202Efdp.exe",
    "a.exe\u200B",
    "a.html\u200D\uFEFF",
    "a.ex\u00ADe",
    "a.pdf.exe\u00A0",
    "a.exe\u3000.",
    "a.\uFF45\uFF58\uFF45",
    "a\uFF0Eexe",
    "a.exe\u0007",
  ])("%j is refused whatever its type is", (name) =>
    expect(check("document", TYPES.pdf, name)).toBe("unsupported_type"),
  );

  test.each(["exe", "my.exe.pdf", "no ending", "htmlguide.pdf", "a.jsx.pdf"])("%j is not", (name) =>
    expect(check("document", TYPES.pdf, name)).toBe(TYPES.pdf),
  );

  test("that no file may have are told before anything else", () => {
    expect(check("document", "text/html", "..")).toBe("invalid_filename");
  });
});
