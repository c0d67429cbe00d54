import fc from "fast-check";
import { expect, test } from "vitest";
import { ROLES } from "#lib/auth/permissions.ts";
import { readAudience, writeAudience } from "#lib/messages/audience.ts";

const words = fc.array(fc.oneof(fc.constantFrom("school", ...ROLES), fc.uuid()));

test("what is written reads the same, whatever was named twice or in capitals", () => {
  fc.assert(
    fc.property(words, (to) => {
      const named = readAudience([...to, ...to.map((word) => word.toUpperCase())]);
      expect(named).toEqual(readAudience(to));
      expect(named && readAudience(writeAudience(named))).toEqual(named);
    }),
  );
});

test("a word that is none is not left out", () => {
  for (const word of ["", "schools", "principal", "0", "administrators", "school "])
    expect(readAudience(["teacher", word])).toBeNull();
});
