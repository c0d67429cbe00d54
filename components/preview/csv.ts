import Papa from "papaparse";

/** A CSV file, its first line apart. Rows are as long as they are in the file. */
export type Table = {
  header: string[];
  rows: string[][];
  /** The number of columns of the longest row. */
  columns: number;
  separator: string;
};

/** Excel's own way to name the separator, in a line before the first. */
const NAMED = /^sep=(.)\r?\n/i;

/**
 * Reads the beginning of a CSV file. The separator is the one that gives rows of even length.
 * @param whole whether the text is all of the file; else its last row may be cut short and is left out.
 */
export function readCsv(text: string, whole: boolean): Table {
  const named = NAMED.exec(text);
  const body = text.slice(named?.[0].length ?? 0).replace(/^\uFEFF/, "");
  const { data, meta } = Papa.parse<string[]>(body, {
    ...(named?.[1] !== undefined && { delimiter: named[1] }),
    delimitersToGuess: [",", ";", "\t", "|"],
    skipEmptyLines: true,
  });
  const complete = whole ? data : data.slice(0, -1);
  const [header = [], ...rows] = complete;
  const columns = complete.reduce((most, row) => Math.max(most, row.length), 0);
  return { header, rows, columns, separator: meta.delimiter };
}
