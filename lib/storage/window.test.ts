import fc from "fast-check";
import { expect, test } from "vitest";
import { windowOf, within } from "#lib/storage/window.ts";

const MINUTES_5 = 300_000;
const now = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2100-01-01") });
const purpose = fc.constantFrom("list", "preview");
const audience = fc.record({ userId: fc.uuid(), purpose, accessEndsAt: fc.constant(null) });

test("a window has begun, within five minutes, on a full second, and stays for five minutes", () => {
  fc.assert(
    fc.property(audience, now, fc.nat(MINUTES_5 - 1), (who, moment, later) => {
      const { at, expiresIn } = windowOf(who, moment);
      expect(at % 1000).toBe(0);
      expect(moment - at).toBeGreaterThanOrEqual(0);
      expect(moment - at).toBeLessThan(MINUTES_5);
      expect(expiresIn).toBe(900);
      expect(windowOf(who, at + later)).toEqual({ at, expiresIn });
      expect(windowOf(who, at + MINUTES_5).at).toBe(at + MINUTES_5);
    }),
  );
});

test("windows begin at other times for other people and other purposes", () => {
  const moment = Date.parse("2026-03-01T10:00:00Z");
  const begins = (userId: string, why: "list" | "preview") =>
    windowOf({ userId, purpose: why, accessEndsAt: null }, moment).at;
  const people = Array.from({ length: 1000 }, (_, at) => `person ${at}`);
  // Of 300 seconds nearly all are somebody's.
  expect(new Set(people.map((person) => begins(person, "list"))).size).toBeGreaterThan(250);
  expect(people.filter((person) => begins(person, "list") === begins(person, "preview")).length).toBeLessThan(
    50,
  );
});

test("no address outlives the access of the person it is for", () => {
  fc.assert(
    fc.property(audience, now, fc.integer({ min: 1000, max: 2_000_000 }), (who, moment, left) => {
      const accessEndsAt = new Date(moment + left);
      const { at, expiresIn } = windowOf({ ...who, accessEndsAt }, moment);
      expect(expiresIn).toBeGreaterThanOrEqual(1);
      expect(expiresIn).toBeLessThanOrEqual(900);
      expect(at + expiresIn * 1000).toBeLessThanOrEqual(accessEndsAt.getTime());
    }),
  );
  expect(within(null, 0, 600)).toBe(600);
  expect(within(new Date(10_000), 9_500, 600)).toBe(1);
});
