import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KINDS, POLICY } from "#lib/documents/constants.ts";
import { canBeLogo, copySeconds, isPublishable } from "#lib/publishing/rules.ts";

describe("what can be published", () => {
  it("is all that the policy takes as media, and nothing of another kind", () => {
    for (const contentType of Object.keys(POLICY.media.types)) {
      for (const kind of KINDS) expect(isPublishable({ kind, contentType })).toBe(kind === "media");
    }
  });

  it("is nothing that could run in the page of whoever opens the link", () => {
    for (const contentType of [
      "image/svg+xml",
      "text/html",
      "application/xhtml+xml",
      "application/pdf",
      "text/plain",
      "application/octet-stream",
      "image/png; charset=utf-8",
      "",
    ]) {
      expect(isPublishable({ kind: "media", contentType })).toBe(false);
    }
    fc.assert(
      fc.property(fc.string(), (contentType) => {
        const known = Object.hasOwn(POLICY.media.types, contentType);
        return isPublishable({ kind: "media", contentType }) === known;
      }),
    );
  });

  it("can be a logo where it is a picture", () => {
    expect(canBeLogo({ kind: "media", contentType: "image/webp" })).toBe(true);
    expect(canBeLogo({ kind: "media", contentType: "video/mp4" })).toBe(false);
    expect(canBeLogo({ kind: "document", contentType: "image/png" })).toBe(false);
  });

  it("is copied within half a minute, and a second for each 5 MB", () => {
    expect([copySeconds(1), copySeconds(5_000_000_000)]).toEqual([31, 1030]);
  });
});
