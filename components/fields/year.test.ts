import { expect, it } from "vitest";
import { readYear } from "#components/fields/year.ts";

it.each([
  ["", null],
  ["  ", null],
  [" 2026 ", 2026],
  ["1900", 1900],
  ["2200", 2200],
  ["1899", undefined],
  ["2201", undefined],
  ["26", undefined],
  ["2026a", undefined],
  ["-2026", undefined],
])("reads %j as %j", (typed, year) => expect(readYear(typed)).toBe(year));
