import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, type Rgb } from "#components/design/contrast.ts";

test.each<[Rgb, Rgb, number]>([
  [[0, 0, 0], [255, 255, 255], 21],
  [[255, 255, 255], [255, 255, 255], 1],
  // The lightest grey that passes on white.
  [[118, 118, 118], [255, 255, 255], 4.54],
])("%j on %j has the contrast %d", (a, b, ratio) => expect(contrast(a, b)).toBeCloseTo(ratio, 2));

test("either may stand on the other", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const colour = fc.tuple(channel, channel, channel);
  fc.assert(
    fc.property(colour, colour, (a, b) => {
      expect(contrast(a, b)).toBe(contrast(b, a));
    }),
  );
});
