import { describe, expect, test } from "vitest";
import { POLICY } from "#lib/documents/constants.ts";
import { previewMode } from "#lib/documents/preview-mode.ts";

describe("what a browser is shown", () => {
  test.each([
    ["image/jpeg", "image"],
    ["image/png", "image"],
    ["image/gif", "image"],
    ["image/webp", "image"],
    ["application/pdf", "pdf"],
    ["text/plain", "text"],
    ["text/csv", "table"],
    ["text/tab-separated-values", "table"],
    ["audio/mpeg", "audio"],
    ["video/mp4", "video"],
  ])("%s as %s", (type, mode) => expect(previewMode(type)).toBe(mode));

  test.each([
    "text/html",
    "image/svg+xml",
    "application/xml",
    "text/xml",
    "application/xhtml+xml",
    "text/javascript",
    "image/png; x",
    "IMAGE/PNG",
    "",
    "constructor",
  ])("%j as nothing", (type) => expect(previewMode(type)).toBe("none"));

  test("is decided for every type that can be stored", () => {
    const none = Object.values(POLICY).flatMap((kind) =>
      Object.keys(kind.types).filter((type) => previewMode(type) === "none"),
    );
    expect([...new Set(none)].sort()).toEqual([
      "application/msword",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]);
  });
});
