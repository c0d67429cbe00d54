import { expect, test } from "vitest";
import { stepsBack } from "#components/preview/steps-back.ts";

const at = (...searches: string[]) => searches.map((search) => `https://school.example/documents${search}`);

test("closing steps back to the list that the preview was opened from", () => {
  expect(stepsBack(at("", "?open=a"), 1, "list")).toBe(1);
  expect(stepsBack(at("?q=x&sort=name", "?sort=name&q=x&open=a"), 1, "list")).toBe(1);
  expect(stepsBack(at("", "?open=a", "?open=b&full=1"), 2, "list")).toBe(2);
});

test("leaving full screen steps back to the panel of the same document alone", () => {
  expect(stepsBack(at("", "?open=a", "?open=a&full=1"), 2, "panel")).toBe(1);
  expect(stepsBack(at("", "?open=a", "?open=b&full=1"), 2, "panel")).toBe(0);
  expect(stepsBack(at("?open=a&full=1"), 0, "panel")).toBe(0);
});

test("what is closed already is not closed again", () => {
  expect(stepsBack(at("", ""), 1, "list")).toBe(0);
  expect(stepsBack(at("?open=a", "?open=a"), 1, "panel")).toBe(0);
});

test("it never steps over anything but previews, nor out of the page", () => {
  expect(stepsBack(at("?open=a"), 0, "list")).toBe(0);
  expect(stepsBack(at("", "?open=a", "?open=a&q=x"), 2, "list")).toBe(0);
  expect(stepsBack(at("", "?q=x", "?open=a"), 2, "list")).toBe(0);
  expect(stepsBack([null, ...at("?open=a")], 1, "list")).toBe(0);
  expect(stepsBack(["https://school.example/trash", ...at("?open=a")], 1, "list")).toBe(0);
});
