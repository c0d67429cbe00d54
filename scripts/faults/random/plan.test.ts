import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawRound, type PlannedFault, type RoundPlan } from "#scripts/faults/random/plan.ts";
import { roundWords } from "#scripts/faults/random/words.ts";

const MANY = Array.from({ length: 400 }, (_, round) => drawRound(7, round + 1));

const sufferer = (fault: PlannedFault) =>
  JSON.stringify({ ...fault, afterMs: 0, how: "", times: 0, downMs: 0, forMs: 0 });

describe("the plan of random faults", () => {
  test("is the same for the same seed, whichever round is drawn first", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 10_000 }), (seed, round) => {
        const first = drawRound(seed, round);
        drawRound(seed, round + 1);
        expect(drawRound(seed, round)).toEqual(first);
      }),
    );
  });

  test("is another for another seed or round", () => {
    expect(new Set(MANY.map((plan) => roundWords({ ...plan, round: 0 }))).size).toBe(MANY.length);
    expect(drawRound(8, 1)).not.toEqual(drawRound(7, 1));
  });

  test("draws every deed, way, ending and fault", () => {
    const drawn = (of: (plan: RoundPlan) => readonly string[]) => new Set(MANY.flatMap(of)).size;
    expect(drawn(({ operations }) => operations.map(({ deed }) => deed))).toBe(6);
    expect(drawn(({ operations }) => operations.flatMap((one) => ("ending" in one ? one.ending : [])))).toBe(
      6,
    );
    expect(drawn(({ operations }) => operations.flatMap((one) => ("way" in one ? one.way : [])))).toBe(4);
    expect(drawn(({ faults }) => faults.map(({ on, how }) => `${on} ${how}`))).toBe(19);
    expect(
      drawn(({ faults }) => faults.flatMap((one) => ("place" in one ? `${one.on} ${one.place}` : []))),
    ).toBe(8);
  });

  test("has one or two faults, never two of one thing, and names files that are there", () => {
    for (const { operations, faults, targets } of MANY) {
      expect([1, 2]).toContain(faults.length);
      expect(new Set(faults.map(sufferer)).size).toBe(faults.length);
      for (const operation of operations)
        if ("target" in operation) expect(operation.target).toBeLessThan(targets);
    }
  });
});
