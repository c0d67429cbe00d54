import { expect, it } from "vitest";
import { sayingOf } from "#components/fields/saying.ts";

it.each([
  ["class", "0190", { field: "class", id: "0190" }],
  ["class", "", { field: "class", id: null }],
  ["year", "2026", { field: "year", year: 2026 }],
  ["year", " ", { field: "year", year: null }],
  ["year", "26", null],
  ["addTag", " School  trip", { field: "addTag", name: "School trip" }],
  ["addTag", "", null],
  ["removeTag", "a,b", null],
] as const)("says of %s %j: %j", (field, value, said) => expect(sayingOf(field, value)).toEqual(said));
