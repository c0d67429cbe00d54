import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf } from "#lib/reconcile/place.ts";
import { newObjectKey } from "#lib/storage/keys.ts";

const parts = {
  schoolId: "0190c2a0-0000-7000-8000-000000000001",
  year: 2026,
  reportType: "term",
  messageId: "0190c2a0-0000-7000-8000-000000000002",
};

test("no file's name is left of a key, and what is left names the object", () => {
  const name = fc.string({ unit: "grapheme", minLength: 4, maxLength: 60 });
  const kind = fc.constantFrom("document" as const, "media" as const, "attachment" as const);
  fc.assert(
    fc.property(name, kind, (filename, of) => {
      const key = newObjectKey({ ...parts, kind: of, filename: `secret ${filename}` });
      const place = placeOf(key);
      expect(place).toMatch(/^[a-z]+\/[0-9a-f-]+\/(2026\/)?[0-9a-f-]{36}_…$/);
      expect(key.startsWith(place.slice(0, -1))).toBe(true);
    }),
  );
});

test.each(["reports/a/term/2026/b.pdf", "thumbnails/a/b/c.webp", "media/a/logo.png", "elsewhere.txt"])(
  "%s has no name in it and stays",
  (key) => expect(placeOf(key)).toBe(key),
);
