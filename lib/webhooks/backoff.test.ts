import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPause, restOf } from "#lib/webhooks/backoff.ts";

const HOUR = 3_600_000;

/** The pauses of a delivery that never succeeds. */
function pausesWith(random: () => number): number[] {
  const pauses: number[] = [];
  for (let waited = 0; ; ) {
    const pause = nextPause(pauses.length + 1, waited, random());
    if (pause === null) return pauses;
    pauses.push(pause);
    waited += pause;
  }
}

test("pauses grow", () => {
  const pauses = pausesWith(() => 0.5);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses[0]).toBe(5_000);
});

test("however they are spread, they end between one and three days after the beginning", () => {
  const random = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(random, (stream) => {
      const pauses = pausesWith(() => stream.next().value);
      const waited = pauses.reduce((sum, pause) => sum + pause, 0);
      expect(waited).toBeGreaterThan(24 * HOUR);
      expect(waited).toBeLessThanOrEqual(72 * HOUR);
      expect(pauses.length).toBeLessThanOrEqual(10);
    }),
  );
});

test("what failed together is spread", () => {
  const pauses = [0, 0.5, 1].map((random) => nextPause(4, 0, random));
  expect(pauses).toEqual([480_000, 600_000, 720_000]);
});

test("an address that goes on failing is left alone, ever longer, ten minutes at most", () => {
  const rests = Array.from({ length: 60 }, (_, failures) => restOf(failures));
  expect(rests.slice(0, 3)).toEqual([0, 0, 0]);
  expect(rests[3]).toBe(5_000);
  expect(rests.at(-1)).toBe(600_000);
  expect(rests).toEqual(rests.toSorted((a, b) => a - b));
});
