import { describe, expect, it } from "vitest";
import { Speedometer } from "#components/upload/speed.ts";

const SECOND = 1000;

describe("Speedometer", () => {
  it("says nothing before it has seen two seconds", () => {
    const meter = new Speedometer();
    meter.note(0, 0);
    meter.note(1_000_000, 1.9 * SECOND);
    expect(meter.speed()).toBeNull();
    expect(meter.secondsLeft(2_000_000)).toBeNull();
  });

  it("tells bytes a second, and what is left at that speed", () => {
    const meter = new Speedometer();
    for (let second = 0; second <= 4; second += 1) meter.note(second * 500_000, second * SECOND);
    expect(meter.speed()).toBe(500_000);
    expect(meter.secondsLeft(3_000_000)).toBe(2);
  });

  it("promises no end once the line has stood still for as long as it looks back", () => {
    const meter = new Speedometer();
    meter.note(0, 0);
    meter.note(4_000_000, 4 * SECOND);
    for (let second = 5; second <= 14; second += 1) meter.note(4_000_000, second * SECOND);
    expect(meter.speed()).toBe(0);
    expect(meter.secondsLeft(8_000_000)).toBeNull();
  });

  it("begins anew when files were taken off the queue", () => {
    const meter = new Speedometer();
    meter.note(5_000_000, 0);
    meter.note(6_000_000, 3 * SECOND);
    meter.note(1_000_000, 4 * SECOND);
    expect(meter.speed()).toBeNull();
  });
});
