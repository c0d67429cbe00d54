import fc from "fast-check";
import { expect, test } from "vitest";
import { KINDS } from "#lib/documents/constants.ts";
import { type Change, sumByKind } from "#lib/documents/counters.mutations.ts";

const change = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    bytes: fc.integer(),
    objects: fc.integer({ min: -5, max: 5 }),
    trashBytes: fc.integer(),
    trashObjects: fc.integer({ min: -5, max: 5 }),
  },
  { requiredKeys: ["kind"] },
);

test("changes are added up by kind, each once, always in one order so that two writers cannot deadlock", () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const sums = sumByKind(changes);
      const kinds = sums.map((sum) => sum.kind);
      expect(kinds).toEqual([...new Set(kinds)].sort());
      for (const name of ["bytes", "objects", "trashBytes", "trashObjects"] as const) {
        const total = (list: readonly Partial<Change>[]) =>
          list.reduce((sum, one) => sum + (one[name] ?? 0), 0);
        expect(total(sums)).toBe(total(changes));
      }
    }),
  );
});
