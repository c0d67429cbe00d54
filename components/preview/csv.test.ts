import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { readCsv } from "#components/preview/csv.ts";

describe("a CSV file", () => {
  test.each([",", ";", "\t"])("separated by %j", (separator) => {
    const text =
      ["Nombre", "Curso"].join(separator) +
      "\r\n" +
      ["Núñez, Ana; la otra", "3\tB"].map((cell) => `"${cell}"`).join(separator);
    expect(readCsv(text, true)).toEqual({
      header: ["Nombre", "Curso"],
      rows: [["Núñez, Ana; la otra", "3\tB"]],
      columns: 2,
      separator,
    });
  });

  test("with line ends and quotes inside quotes", () => {
    const { rows } = readCsv('a,b\n"dos\nlíneas","dice ""hola"""\n', true);
    expect(rows).toEqual([["dos\nlíneas", 'dice "hola"']]);
  });

  test("with a mark before it, and one that names its separator", () => {
    expect(readCsv("\uFEFFa;b\n1;2", true).header).toEqual(["a", "b"]);
    expect(readCsv("sep=|\r\na|b,c\n1|2", true)).toMatchObject({ header: ["a", "b,c"], separator: "|" });
  });

  test("with rows of uneven length and empty lines", () => {
    const table = readCsv("a,b\n\n1\n1,2,3\n", true);
    expect(table.rows).toEqual([["1"], ["1", "2", "3"]]);
    expect(table.columns).toBe(3);
  });

  test("of one column", () => expect(readCsv("a\n1\n2\n", true).rows).toEqual([["1"], ["2"]]));

  test("with nothing in it", () =>
    expect(readCsv("", true)).toMatchObject({ header: [], rows: [], columns: 0 }));

  test("that was cut keeps its whole rows alone", () => {
    expect(readCsv("a,b\n1,2\n3,4", false).rows).toEqual([["1", "2"]]);
    expect(readCsv('a,b\n1,2\n3,"cut', false).rows).toEqual([["1", "2"]]);
  });

  const cell = fc
    .string({ unit: fc.constantFrom(..."abñ1 \"\n.'".split("")), maxLength: 8 })
    .map((text) => `x${text}`);
  const grid = fc
    .integer({ min: 2, max: 6 })
    .chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 12 }),
    );

  test("comes out as it went in, whichever separator wrote it", () => {
    fc.assert(
      fc.property(grid, fc.constantFrom(",", ";", "\t"), (table, separator) => {
        const text = Papa.unparse(table, { delimiter: separator });
        const { header, rows, separator: seen } = readCsv(text, true);
        expect([header, ...rows]).toEqual(table);
        expect(seen).toBe(separator);
      }),
    );
  });
});
