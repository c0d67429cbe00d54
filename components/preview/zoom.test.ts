import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitScale, held, LARGEST, stepScale, turned, zoomAt } from "#components/preview/zoom.ts";

const length = fc.integer({ min: 1, max: 20_000 });
const size = fc.record({ width: length, height: length });
const offset = fc.double({ min: -5000, max: 5000, noNaN: true });
const scale = fc.double({ min: 0.01, max: LARGEST, noNaN: true });

describe("the scale that fits", () => {
  test.each([
    [{ width: 4000, height: 3000 }, { width: 1000, height: 1000 }, 0.25],
    [{ width: 300, height: 4000 }, { width: 400, height: 800 }, 0.2],
    [{ width: 64, height: 48 }, { width: 1000, height: 1000 }, 1],
  ])("of %j in %j is %d", (picture, window, fits) => expect(fitScale(picture, window)).toBe(fits));

  test("shows all of every picture, and never blows one up", () => {
    fc.assert(
      fc.property(size, size, fc.nat(7), (natural, window, turns) => {
        const picture = turned(natural, turns);
        const fits = fitScale(picture, window);
        expect(picture.width * fits).toBeLessThanOrEqual(window.width + 1e-6);
        expect(picture.height * fits).toBeLessThanOrEqual(window.height + 1e-6);
        expect(fits).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("steps", () => {
  test("lead from the smallest to the largest and back, each further than the one before", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), (smallest) => {
        const up = [smallest];
        while ((up.at(-1) ?? LARGEST) < LARGEST) up.push(stepScale(up.at(-1) ?? 0, 1, smallest));
        expect(up).toEqual([...new Set(up)].toSorted((a, b) => a - b));
        let at = LARGEST;
        for (let steps = 0; at > smallest && steps < 50; steps += 1) at = stepScale(at, -1, smallest);
        expect(at).toBe(smallest);
      }),
    );
  });

  test("from between two stops at the nearest in the direction", () => {
    expect(stepScale(0.6, 1, 0.1)).toBe(0.67);
    expect(stepScale(0.6, -1, 0.1)).toBe(0.5);
    expect(stepScale(8, 1, 0.1)).toBe(8);
  });
});

test("zooming keeps what is under the pointer there, wherever the edges allow it", () => {
  fc.assert(
    fc.property(size, size, scale, scale, offset, offset, (picture, window, from, to, x, y) => {
      const stand = held({ scale: from, x, y }, picture, window);
      const point = { x: window.width / 4, y: -window.height / 4 };
      const next = zoomAt(stand, to, point, picture, window);
      const free = (point.x - stand.x) / from;
      const wanted = point.x - free * to;
      const reach = Math.max(0, (picture.width * to - window.width) / 2);
      if (Math.abs(wanted) <= reach) expect(next.x).toBeCloseTo(wanted, 4);
      else expect(Math.abs(next.x)).toBeCloseTo(reach, 4);
    }),
  );
});

test("a picture leaves no empty band in a window that it fills", () => {
  fc.assert(
    fc.property(size, size, scale, offset, offset, (picture, window, at, x, y) => {
      const stand = held({ scale: at, x, y }, picture, window);
      if (picture.width * at <= window.width) expect(Math.abs(stand.x)).toBe(0);
      else expect(picture.width * at - window.width - 2 * Math.abs(stand.x)).toBeGreaterThanOrEqual(-1e-6);
    }),
  );
});
