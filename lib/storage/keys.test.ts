import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS } from "#lib/documents/constants.ts";
import { newObjectKey, newPictureKey } from "#lib/storage/keys.ts";
import { wellFormedName } from "#lib/testing/names.ts";

const schoolId = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const messageId = "0190aaaa-bbbb-7ccc-8ddd-eeeeffff1111";
const base = { schoolId, filename: "Ana García.pdf", year: 2026, reportType: null, messageId: null };
const UUID4 = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

describe("an object key", () => {
  test.each([
    [{ ...base, kind: "document" as const }, `^documents/${schoolId}/2026/${UUID4}_Ana_García\\.pdf$`],
    [
      { ...base, kind: "report" as const, reportType: "term" },
      `^reports/${schoolId}/term/2026/${UUID4}\\.pdf$`,
    ],
    [{ ...base, kind: "media" as const }, `^media/${schoolId}/${UUID4}_Ana_García\\.pdf$`],
    [
      { ...base, kind: "attachment" as const, messageId },
      `^attachments/${messageId}/${UUID4}_Ana_García\\.pdf$`,
    ],
  ])("of a $kind has its place", (parts, pattern) => {
    expect(newObjectKey(parts)).toMatch(new RegExp(pattern));
  });

  test("of a person's picture has its place", () => {
    expect(newPictureKey(schoolId)).toMatch(new RegExp(`^profiles/${schoolId}/avatar_${UUID4}\\.jpg$`));
  });

  test("is another one each time", () => {
    const keys = Array.from({ length: 1000 }, () => newObjectKey({ ...base, kind: "document" }));
    expect(new Set(keys).size).toBe(1000);
  });

  test("never leaves its prefix and always fits its columns, whatever the name is", () => {
    fc.assert(
      fc.property(wellFormedName, fc.constantFrom(...KINDS), (filename, kind) => {
        const key = newObjectKey({ ...base, kind, filename, messageId });
        const names = { document: 4, report: 5, media: 3, attachment: 3 };
        expect(key.split("/")).toHaveLength(names[kind]);
        expect(key).toMatch(/^(documents|reports|media|attachments)\/0190aaaa-/);
        expect(key.split("/").every((part) => part !== "" && part !== "." && part !== "..")).toBe(true);
        expect(Array.from(key).length).toBeLessThanOrEqual(500);
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
        expect(new URL(`http://store.test/bucket/${encodeURI(key)}`).pathname).toContain(
          schoolIdOrMessage(kind),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

const schoolIdOrMessage = (kind: string) => (kind === "attachment" ? messageId : schoolId);
