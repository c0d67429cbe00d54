import fc from "fast-check";
import { expect, test } from "vitest";
import {
  coverScale,
  moved,
  outputSide,
  scaleAt,
  scaled,
  squareOf,
  startingStand,
  zoomPercent,
} from "#components/profiles/crop.ts";

const pictures = fc.record({
  width: fc.integer({ min: 1, max: 9000 }),
  height: fc.integer({ min: 1, max: 9000 }),
});
const points = fc.record({
  x: fc.double({ min: -3, max: 3, noNaN: true }),
  y: fc.double({ min: -3, max: 3, noNaN: true }),
});
const steps = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant("move" as const), by: points }),
    fc.record({
      is: fc.constant("scale" as const),
      factor: fc.double({ min: 0.05, max: 20, noNaN: true }),
      at: points,
    }),
  ),
  { maxLength: 20 },
);

test("whatever is done, what is cut out is a square of at least a pixel within the picture", () => {
  fc.assert(
    fc.property(pictures, steps, (picture, all) => {
      let stand = startingStand(picture);
      for (const step of all)
        stand =
          step.is === "move"
            ? moved(stand, step.by, picture)
            : scaled(stand, stand.scale * step.factor, picture, step.at);
      const { left, top, side } = squareOf(stand, picture);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + side).toBeLessThanOrEqual(picture.width + 1e-6);
      expect(top + side).toBeLessThanOrEqual(picture.height + 1e-6);
      expect(side).toBeGreaterThan(0.99);
      const output = outputSide({ left, top, side }, 512);
      expect(Number.isInteger(output) && output >= 1 && output <= 512).toBe(true);
      expect(output).toBeLessThanOrEqual(Math.round(side));
    }),
  );
});

test("it begins in the middle, with all of the shorter side", () => {
  const landscape = { width: 300, height: 200 };
  expect(squareOf(startingStand(landscape), landscape)).toEqual({ left: 50, top: 0, side: 200 });
  const upright = { width: 200, height: 300 };
  expect(squareOf(startingStand(upright), upright)).toEqual({ left: 0, top: 50, side: 200 });
});

test("a move goes the way of the hand, and ends at the picture's edge", () => {
  const picture = { width: 300, height: 200 };
  const right = moved(startingStand(picture), { x: 0.1, y: 0.1 }, picture);
  expect(squareOf(right, picture).left).toBeCloseTo(30);
  expect(squareOf(right, picture).top).toBeCloseTo(0);
  expect(squareOf(moved(right, { x: 5, y: 0 }, picture), picture).left).toBeCloseTo(0);
  expect(squareOf(moved(right, { x: -5, y: 0 }, picture), picture).left).toBeCloseTo(100);
});

test("the pixel under the hand stays there while it is zoomed in", () => {
  fc.assert(
    fc.property(
      fc.record({ width: fc.integer({ min: 400, max: 4000 }), height: fc.integer({ min: 400, max: 4000 }) }),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      fc.double({ min: 1, max: 4, noNaN: true }),
      (picture, x, factor) => {
        const before = squareOf(startingStand(picture), picture);
        const stand = scaled(startingStand(picture), coverScale(picture) * factor, picture, { x, y: x });
        const after = squareOf(stand, picture);
        expect(after.left + after.side * (x + 0.5)).toBeCloseTo(before.left + before.side * (x + 0.5), 6);
        expect(after.top + after.side * (x + 0.5)).toBeCloseTo(before.top + before.side * (x + 0.5), 6);
      },
    ),
  );
});

test("the slider and the scale tell one another the same", () => {
  fc.assert(
    fc.property(
      fc.record({ width: fc.integer({ min: 100, max: 9000 }), height: fc.integer({ min: 100, max: 9000 }) }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (picture, percent) => {
        expect(zoomPercent(scaleAt(percent, picture), picture)).toBeCloseTo(percent, 6);
      },
    ),
  );
  // A picture that is too small for it cannot be zoomed.
  expect(zoomPercent(scaleAt(50, { width: 60, height: 40 }), { width: 60, height: 40 })).toBe(0);
});
