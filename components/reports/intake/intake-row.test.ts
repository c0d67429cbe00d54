import { expect, test } from "vitest";
import {
  type IntakeRow,
  inOrder,
  isOpen,
  readYear,
  slotKey,
  statuses,
} from "#components/reports/intake/intake-row.ts";
import { studentWith } from "#lib/testing/candidates.ts";

const ana = studentWith("Ana", "Ruiz", null, null);
const taken = { id: "d1", filename: "old.pdf", uploadedAt: "2025-12-01T10:00:00.000Z", canReplace: true };

const row = (id: number, more: Partial<IntakeRow> = {}): IntakeRow => ({
  id,
  file: new File(["x"], `${id}.pdf`),
  refusal: null,
  looking: false,
  candidates: [],
  student: ana,
  by: "name",
  type: "report-card",
  term: 1,
  year: "2025",
  decision: null,
  out: false,
  ...more,
});
const key = (term: number | null, year = 2025) =>
  slotKey({ student: ana.id, type: "report-card", year, term });
const free = new Map([[key(1), null]]);
const there = new Map([[key(1), taken]]);
const said = (rows: readonly IntakeRow[], known: typeof free | typeof there) => [
  ...statuses(rows, known).values(),
];

test("a row is ready once all is said and nothing is in its place", () => {
  expect(said([row(1)], free)).toEqual(["ready"]);
  expect(said([row(1)], there)).toEqual(["taken"]);
  expect(said([row(1, { decision: "replace" })], there)).toEqual(["ready"]);
  expect(said([row(1, { decision: "both" })], there)).toEqual(["ready"]);
  // What is not known yet is not stored on a guess.
  expect(said([row(1, { term: 2 })], there)).toEqual(["looking"]);
});

test("of two files that are the same report the second waits for a word", () => {
  expect(said([row(1), row(2)], free)).toEqual(["ready", "twice"]);
  expect(said([row(1), row(2, { decision: "both" })], free)).toEqual(["ready", "ready"]);
  expect(said([row(1, { decision: "replace" }), row(2, { decision: "replace" })], there)).toEqual([
    "ready",
    "twice",
  ]);
  expect(said([row(1, { out: true }), row(2)], free)).toEqual(["out", "ready"]);
});

test("what is missing is said, and what is left out is not asked about", () => {
  const refusal = { from: "server", code: "unsupported_type", details: {}, retry: false } as const;
  const rows = [
    row(1),
    row(2, { student: null }),
    row(3, { student: null, candidates: [ana] }),
    row(4, { year: "20" }),
    row(5, { looking: true, student: null }),
    row(6, { out: true, student: null }),
    row(7, { refusal }),
  ];
  const status = statuses(rows, free);
  expect([...status.values()]).toEqual([
    "ready",
    "unmatched",
    "ambiguous",
    "no_year",
    "looking",
    "out",
    "refused",
  ]);
  expect(inOrder(rows, status)).toEqual([7, 2, 3, 4, 5, 1, 6]);
  expect([...status].filter(([, one]) => isOpen(one)).map(([id]) => id)).toEqual([2, 3, 4]);
});

test.each([
  ["2025", 2025],
  [" 2025 ", 2025],
  ["1899", null],
  ["2201", null],
  ["25", null],
  ["20x5", null],
  ["", null],
])("%j is the year %s", (typed, year) => {
  expect(readYear(typed)).toBe(year);
});
