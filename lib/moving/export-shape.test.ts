import fc from "fast-check";
import { expect, test } from "vitest";
import { SAFE_PATH } from "#lib/moving/export-format.ts";
import { fileOf } from "#lib/moving/export-shape.ts";

const hostile = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 255 }),
  fc.constantFrom("..", "../../etc/passwd", "C:\\x.pdf", "con", "a/b", ".", "x ", "\u202efdp.exe", "a\0b"),
);

test("a file is below the export whatever it is called, under a path of its own that every system takes", () => {
  fc.assert(
    fc.property(
      hostile,
      fc.uuid(),
      fc.uuid(),
      fc.integer({ min: 1, max: 99_999 }),
      (filename, one, other, number) => {
        const version = { documentId: one, kind: "document", year: 2026, number, filename };
        const path = fileOf(version);
        expect(path).toMatch(SAFE_PATH);
        const parts = path.split("/");
        expect(parts).toHaveLength(5);
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
        expect(one === other || fileOf({ ...version, documentId: other }) !== path).toBe(true);
        expect(fileOf({ ...version, number: number + 1 })).not.toBe(path);
      },
    ),
  );
});
