import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "#components/preview/decode.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

test.each([
  ["UTF-8", new TextEncoder().encode("año"), "año"],
  ["UTF-8 with a mark", bytes(0xef, 0xbb, 0xbf, 0x61), "a"],
  ["UTF-16, little end first", bytes(0xff, 0xfe, 0x61, 0, 0xf1, 0), "añ"],
  ["UTF-16, big end first", bytes(0xfe, 0xff, 0, 0x61, 0, 0xf1), "añ"],
  ["Windows-1252", bytes(0x61, 0xf1, 0x6f, 0x80), "año€"],
  ["nothing", bytes(), ""],
])("%s", (_, given, text) => expect(decodeText(given)).toBe(text));

test("a text cut anywhere loses at most the character that was cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, cut) => {
      fc.pre(!text.startsWith("\uFEFF"));
      const whole = new TextEncoder().encode(text);
      const read = decodeText(whole.subarray(0, cut % (whole.length + 1)));
      expect(text.startsWith(read)).toBe(true);
      expect(new TextEncoder().encode(read).length).toBeGreaterThan((cut % (whole.length + 1)) - 4);
    }),
  );
});
