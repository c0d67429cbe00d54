import { expect, test } from "vitest";
import { type Figure, once, ratioOf, spreadOf, verdictOf } from "#scripts/bench/figure.ts";

const figure = (rest: Partial<Figure>): Figure => ({ name: "a page", unit: "ms", ours: once(2), ...rest });
const peer = { name: "another", spread: once(4) };

test("A spread tells the least, the median, what 99 of 100 stay below, and the most", () => {
  const hundred = Array.from({ length: 200 }, (_, at) => 200 - at);
  expect(spreadOf(hundred)).toEqual({ rounds: 200, least: 1, middle: 101, p99: 199, most: 200 });
  expect(spreadOf([3, 1])).toEqual({ rounds: 2, least: 1, middle: 3, p99: 3, most: 3 });
  expect(() => spreadOf([])).toThrow(RangeError);
});

test("A ratio is ours by the peer's, and none without a peer or beside nothing", () => {
  expect(ratioOf(figure({ peer }))).toBe(0.5);
  expect(ratioOf(figure({}))).toBeNull();
  expect(ratioOf(figure({ peer: { name: "nothing", spread: once(0) } }))).toBeNull();
});

test.each<[string, Partial<Figure>, string]>([
  ["no bar", {}, "told"],
  ["just within", { bar: { of: "middle", atMost: 2 } }, "met"],
  ["above", { bar: { of: "middle", atMost: 1.99 } }, "missed"],
  ["below what is due", { bar: { of: "middle", atLeast: 2.01 } }, "missed"],
  ["the median within, p99 not", { ours: spreadOf([1, 1, 1, 9]), bar: { of: "p99", atMost: 5 } }, "missed"],
  ["a share of the peer's", { peer, bar: { of: "ratio", atLeast: 0.5 } }, "met"],
  ["too small a share", { peer, bar: { of: "ratio", atLeast: 0.51 } }, "missed"],
  ["a share of nobody's", { bar: { of: "ratio", atMost: 100 } }, "missed"],
  ["no number", { ours: once(Number.NaN), bar: { of: "middle", atMost: 100 } }, "missed"],
])("A figure with %s", (_, rest, verdict) => {
  expect(verdictOf(figure(rest))).toBe(verdict);
});
