import { expect, test } from "vitest";
import { byClass } from "#components/students/by-class.ts";
import type { FileClass, StudentFile } from "#lib/students/types.ts";

const birth: FileClass = { id: "b", name: "Birth certificate", position: 10 };
const consent: FileClass = { id: "a", name: "Consent", position: 20 };
const file = (id: string, recordClass: FileClass | null) => ({ id, recordClass }) as StudentFile;

test("files stand by their classes, in the school's order, each as they came, and those without one last", () => {
  const groups = byClass([
    file("1", null),
    file("2", consent),
    file("3", birth),
    file("4", consent),
    file("5", null),
  ]);
  expect(
    groups.map(({ recordClass, items }) => [recordClass?.name ?? null, items.map(({ id }) => id)]),
  ).toEqual([
    ["Birth certificate", ["3"]],
    ["Consent", ["2", "4"]],
    [null, ["1", "5"]],
  ]);
  expect(byClass([])).toEqual([]);
});
