import fc from "fast-check";
import { expect, test } from "vitest";
import { Circuit } from "#lib/storage/circuit.ts";

/** A circuit with a clock that only the test moves. */
function made() {
  const clock = { now: 1_000_000 };
  const circuit = new Circuit({ now: () => clock.now, random: () => 0.999 });
  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) circuit.failed("timed_out");
  };
  const enters = () => {
    try {
      circuit.enter();
      return true;
    } catch {
      return false;
    }
  };
  return { clock, circuit, fail, enters };
}

test("it opens after five failures in a row, with the reason of the last", () => {
  const { circuit, fail, enters } = made();
  fail(4);
  expect(enters()).toBe(true);
  expect(circuit.trouble).toBeNull();
  circuit.failed("connection_refused");
  expect(circuit.trouble).toBe("connection_refused");
  expect(() => circuit.enter()).toThrow(
    expect.objectContaining({ code: "storage_unavailable", details: { reason: "connection_refused" } }),
  );
});

test("an answer in between, whatever it said, begins the count anew", () => {
  const { circuit, fail, enters } = made();
  fail(4);
  circuit.answered();
  fail(4);
  expect(enters()).toBe(true);
});

test("after a pause one request tries, and no other until it has ended", () => {
  const { clock, circuit, fail, enters } = made();
  fail(5);
  clock.now += 1_000;
  expect([enters(), enters(), enters()]).toEqual([true, false, false]);
  circuit.answered();
  expect([enters(), enters()]).toEqual([true, true]);
});

test("a trial that fails makes the next pause longer, up to fifteen seconds", () => {
  const { clock, circuit, fail, enters } = made();
  fail(5);
  const pauses: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const since = clock.now;
    while (!enters()) clock.now += 50;
    pauses.push(clock.now - since);
    circuit.failed("timed_out");
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000]);
});

test("requests that were under way when it opened make the pause no longer", () => {
  const { clock, fail, enters } = made();
  fail(50);
  clock.now += 1_000;
  expect(enters()).toBe(true);
});

test("a trial that nobody waits for, or that gets no answer, makes way for another", () => {
  const { clock, circuit, fail, enters } = made();
  fail(5);
  clock.now += 1_000;
  expect(enters()).toBe(true);
  circuit.givenUp();
  expect(enters()).toBe(true);
  clock.now += 4_999;
  expect(enters()).toBe(false);
  clock.now += 1;
  expect(enters()).toBe(true);
});

test("a pause is between a half and the whole of what it may be", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
      let now = 0;
      const circuit = new Circuit({ now: () => now, random: () => random });
      for (let time = 0; time < 5; time += 1) circuit.failed("unwell");
      now = 499;
      expect(() => circuit.enter()).toThrow("let alone");
      now = 1_000;
      expect(() => circuit.enter()).not.toThrow();
    }),
  );
});
