import { expect, test } from "vitest";
import { type Figure, once, spreadOf } from "#scripts/bench/figure.ts";
import { inShort, type PartReport, renderReport, written } from "#scripts/bench/report.ts";
import { scaleFigures } from "#scripts/bench/scale.ts";
import { placed } from "#scripts/bench/write-report.ts";

const page: Figure = {
  name: "page | newest",
  unit: "ms",
  ours: spreadOf([0.5, 0.25, 3]),
  peer: { name: "by OFFSET", spread: once(5) },
  bar: { of: "p99", atMost: 1 },
};
const parts: PartReport[] = [
  {
    part: "database",
    title: "Database",
    seconds: 61.4,
    load: 1.5,
    figures: [page, { name: "rows", unit: "", ours: once(7) }],
  },
  { part: "web", title: "Browser", seconds: 3, load: 0, failed: "there is\nno Chromium" },
];
const machine = {
  processor: "A processor",
  cores: 2,
  memory: 8,
  disk: "sda (solid state)",
  kernel: "6.1",
  node: "24.0.0",
  postgres: "18.4",
  chromium: "Chromium 150",
};

test("Every number is written in as many digits as say something", () => {
  expect([0, 0.1234, 1.005, 12.34, 123.4, 12_345.6, Number.NaN].map(written)).toEqual([
    "0.00",
    "0.123",
    "1.00",
    "12.3",
    "123",
    "12,346",
    "-",
  ]);
});

test("A report has a row for each figure with its spread, peer, ratio, bar and verdict", () => {
  const text = renderReport({
    commit: "abc",
    date: "2026-11-23 12:00",
    command: "npm run bench",
    machine,
    parts,
  });
  expect(text).toContain(
    String.raw`| page \| newest | 0.500 ms | 0.250 to 3.00, p99 3.00 (3) | by OFFSET: 5.00 ms | 0.100 | p99 at most 1.00 ms | **missed** |`,
  );
  expect(text).toContain("| rows | 7.00 | once |  |  |  |  |");
  expect(text).toContain("A processor, 2 cores, 8 GiB");
});

test("A part that failed says why, and the summary names it with what was missed", () => {
  const text = renderReport({ commit: "abc", date: "", command: "", machine, parts });
  expect(text).toContain("**Not measured:** there is no Chromium");
  expect(inShort(parts)).toBe(
    "0 bars met, 1 missed (page | newest); 1 figures told without a bar. Not measured: Browser.",
  );
});

test("A report takes the place of the one before, and the words around it stay", () => {
  const marks = ["<!-- measured: written by npm run bench -->", "<!-- end of what was measured -->"];
  const document = `# Words\n${marks[0]}\nold\n${marks[1]}\nmore words\n`;
  expect(placed(document, "new\n")).toBe(`# Words\n${marks[0]}\n\nnew\n\n${marks[1]}\nmore words\n`);
  expect(placed("no marks", "new\n")).toBe("new\n");
});

test("What is flat is told with each number of rows beside the fewest, and nothing else is", () => {
  const of = (ms: number): Figure[] => [
    { name: "page", unit: "ms", ours: once(ms), flat: true },
    { name: "sum", unit: "ms", ours: once(ms * 100) },
  ];
  const found = scaleFigures([
    { rows: 1_000_000, figures: of(3) },
    { rows: 10_000, figures: of(1) },
    { rows: 100_000, figures: of(1.5) },
  ]);
  expect(found.map(({ name }) => name)).toEqual(["page, 100,000 rows", "page, 1,000,000 rows"]);
  expect(found[1]).toMatchObject({
    ours: { middle: 3 },
    peer: { name: "10,000 rows", spread: { middle: 1 } },
  });
  expect(scaleFigures([])).toEqual([]);
});
