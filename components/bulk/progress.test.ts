import { describe, expect, it } from "vitest";
import { endedSince, pauseAfter, percentOf } from "#components/bulk/progress.ts";
import type { BulkAction } from "#lib/bulk/types.ts";

const action = (id: string, more: Partial<BulkAction> = {}): BulkAction => ({
  id,
  action: "trash",
  change: null,
  state: "running",
  stoppedBy: null,
  total: 10,
  done: 0,
  skippedRights: 0,
  skippedGone: 0,
  createdAt: "2026-11-22T00:00:00.000Z",
  finishedAt: null,
  seen: false,
  undone: false,
  canUndo: false,
  ...more,
});
const over = { finishedAt: "2026-11-22T00:01:00.000Z", state: "done" } as const;

describe("watching", () => {
  it("looks soon, then every two seconds, then slower, and never slower than every ten", () => {
    const pauses = Array.from({ length: 30 }, (_, looks) => pauseAfter(looks));
    expect(pauses.slice(0, 2)).toEqual([1000, 2000]);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBe(10_000);
  });

  it("finds what has ended since, and not what had ended before or was never seen open", () => {
    const before = [action("a"), action("b"), action("c", over)];
    const now = [action("a", over), action("b", { done: 5 }), action("c", over), action("d", over)];
    expect(endedSince(before, now).map(({ id }) => id)).toEqual(["a"]);
    expect(endedSince([], now)).toEqual([]);
  });

  it("counts what was left alone as dealt with", () => {
    expect(percentOf(action("a", { done: 4, skippedRights: 3, skippedGone: 1 }))).toBe(80);
    expect(percentOf(action("a", { total: 0 }))).toBe(0);
  });
});
