import { describe, expect, it } from "vitest";
import { uploadKind } from "#components/upload/upload-kind.ts";
import { KINDS } from "#lib/documents/constants.ts";

describe("what is added becomes", () => {
  it("media on the tab of media alone", () => {
    expect(uploadKind("media", true)).toBe("media");
    for (const tab of [null, "", "Media", ...KINDS.filter((kind) => kind !== "media")]) {
      expect(uploadKind(tab, true)).toBe("document");
    }
  });

  it("a document for whoever may not add media", () => {
    expect(uploadKind("media", false)).toBe("document");
  });
});
