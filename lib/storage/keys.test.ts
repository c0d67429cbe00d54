import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS } from "#lib/documents/constants.ts";
import { keySafeName } from "#lib/storage/filename.ts";
import { logoKey, newObjectKey, newPictureKey, newPublicKey, newThumbnailKey } from "#lib/storage/keys.ts";
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

  test("is of each kind what DESIGN says, whatever the name is", () => {
    const name = "[^/\\\\<>:\"|?*%#&{}^`[\\]~$+=;,@!'\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+";
    const forms = {
      document: new RegExp(`^documents/${schoolId}/2026/${UUID4}_(${name})$`, "u"),
      report: new RegExp(`^reports/${schoolId}/report-card/2026/${UUID4}\\.pdf$`, "u"),
      media: new RegExp(`^media/${schoolId}/${UUID4}_(${name})$`, "u"),
      attachment: new RegExp(`^attachments/${messageId}/${UUID4}_(${name})$`, "u"),
    };
    fc.assert(
      fc.property(wellFormedName, fc.constantFrom(...KINDS), (filename, kind) => {
        const key = newObjectKey({ ...base, kind, filename, messageId, reportType: "report-card" });
        const found = forms[kind].exec(key);
        expect(key).toMatch(forms[kind]);
        const kept = found?.[1] ?? "";
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(180);
        expect(kept).toBe(kept.normalize("NFC"));
        expect(kept).not.toContain("..");
        expect(kept).toBe(kind === "report" ? "" : keySafeName(filename));
        expect(Array.from(key).length).toBeLessThanOrEqual(500);
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
        const path = new URL(`http://store.test/bucket/${encodeURI(key)}`).pathname;
        expect(decodeURI(path)).toBe(`/bucket/${key}`);
      }),
      { numRuns: 2000 },
    );
  });

  test("of a public copy is a media key, and tells nothing of the file itself", () => {
    fc.assert(
      fc.property(wellFormedName, (filename) => {
        const keys = [newPublicKey(schoolId, filename), newPublicKey(schoolId, filename)];
        for (const key of keys) expect(key).toMatch(new RegExp(`^media/${schoolId}/${UUID4}_[^/]+$`, "u"));
        expect(keys[0]).not.toBe(keys[1]);
      }),
    );
  });

  test("of a thumbnail and of a logo have their places", () => {
    const thumbnail = `^thumbnails/${schoolId}/${messageId}/${UUID4}\\.webp$`;
    expect(newThumbnailKey(schoolId, messageId)).toMatch(new RegExp(thumbnail));
    expect(logoKey(schoolId)).toBe(`media/${schoolId}/logo.png`);
  });
});
