import { describe, expect, test } from "vitest";
import { judge } from "#lib/reconcile/judge.ts";
import type { Known } from "#lib/reconcile/types.ts";

const settled = new Date("2026-11-20T00:00:00Z");
const before = new Date("2026-11-01T00:00:00Z");
const after = new Date("2026-11-21T00:00:00Z");

const file: Known = {
  id: "1",
  key: "k",
  state: "live",
  purpose: "original",
  size: 10,
  schoolId: "s",
  createdAt: before,
  signedUntil: before,
  documentId: "d",
  status: "ready",
  sha256: null,
};
const object = { key: "k", size: 10, modifiedAt: before };

const sortOf = (...[row, listed]: [Known | null, typeof object | null]) => {
  const verdict = judge(row, listed, settled);
  return verdict.is === "wrong" ? verdict.found.sort : verdict.is;
};

describe("what is in flight is fine, with its object and without", () => {
  test.each(["pending", "deleting"] as const)("%s", (state) => {
    for (const purpose of ["original", "thumbnail", "published", "logo", "probe", "stray"] as const) {
      const row = { ...file, state, purpose };
      expect(sortOf(row, null)).toBe("fine");
      expect(sortOf(row, object)).toBe("fine");
      expect(sortOf(row, { ...object, size: 3 })).toBe("fine");
    }
  });
});

test.each([
  ["all is there", file, object, "fine"],
  ["nothing is there", null, null, "fine"],
  ["a file without its object", file, null, "file_missing"],
  ["a file of another size", file, { ...object, size: 9 }, "file_differs"],
  ["an empty object", file, { ...object, size: 0 }, "file_differs"],
  ["a thumbnail without its object", { ...file, purpose: "thumbnail" }, null, "copy_wrong"],
  ["a copy of another size", { ...file, purpose: "published" }, { ...object, size: 9 }, "copy_wrong"],
  ["a logo that is written", { ...file, purpose: "logo" }, { ...object, size: 9 }, "fine"],
  ["a logo", { ...file, purpose: "logo", signedUntil: null }, { ...object, size: 9 }, "copy_wrong"],
  ["an object without a row", null, object, "object_unknown"],
  ["a young object without a row", null, { ...object, modifiedAt: after }, "young"],
  ["a young file without its object", { ...file, createdAt: after }, null, "young"],
  ["a marked file that is back", { ...file, status: "missing" }, object, "file_returned"],
  ["a marked file that is still gone", { ...file, status: "missing" }, null, "file_missing"],
] as [string, Known | null, typeof object | null, string][])("%s", (_, row, listed, expected) => {
  expect(sortOf(row, listed)).toBe(expected);
});

test("a file that was marked before is known", () => {
  const verdict = judge({ ...file, status: "missing" }, null, settled);
  expect(verdict.is === "wrong" && verdict.found.known).toBe(true);
});

test("a head of the audit needs no row, and nothing else in its place is taken for one", () => {
  const chain = "0199f0aa-0000-7000-8000-000000000001";
  const head = `000000000012_${"ab".repeat(32)}.json`;
  const named = (key: string) => sortOf(null, { ...object, key });
  expect([`audit/${chain}/${head}`, `audit/installation/${head}`].map(named)).toEqual(["fine", "fine"]);
  const others = [
    `audit/${chain}/x${head}`,
    `audit/${head}`,
    `audit/${chain}/other.json`,
    `audit2/${chain}/${head}`,
  ];
  expect(others.map(named)).toEqual(others.map(() => "object_unknown"));
});
