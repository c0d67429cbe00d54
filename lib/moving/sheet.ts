import "server-only";
import { createReadStream } from "node:fs";
import Papa from "papaparse";
import { SHEET_COLUMNS, type SheetColumn } from "#lib/moving/constants.ts";

/** A row of a CSV of metadata: the line it begins at, and its cells that say something. */
export type SheetRow = { line: number; cells: Partial<Record<SheetColumn, string>> };

const nameOf = (header: string) =>
  header
    .replace(/^\ufeff/, "")
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

/**
 * Which column is at which place.
 * @throws {Error} in words for the terminal: a name that is none, one that is there twice, no path.
 */
export function readHeader(header: readonly string[]): SheetColumn[] {
  const columns = header.map((name) => {
    const found = SHEET_COLUMNS.find((column) => column === nameOf(name));
    if (found === undefined)
      throw new Error(`The metadata have a column "${name.trim()}". Known are: ${SHEET_COLUMNS.join(", ")}.`);
    return found;
  });
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw new Error(`The metadata have the column "${twice}" twice.`);
  if (!columns.includes("path")) throw new Error('The metadata have no column "path".');
  return columns;
}

/** A path as the folder has it: people write `./` before it, or backslashes as Windows does. */
export function tidyPath(path: string): string {
  return path
    .trim()
    .replaceAll("\\", "/")
    .replace(/^(\.?\/)+/, "");
}

function cellsOf(columns: readonly SheetColumn[], cells: readonly string[]): SheetRow["cells"] {
  const read: SheetRow["cells"] = {};
  for (const [at, column] of columns.entries()) {
    const text = (cells[at] ?? "").trim();
    if (text !== "") read[column] = column === "path" ? tidyPath(text) : text;
  }
  return read;
}

/**
 * The rows of a CSV file as they are read: memory holds a few at a time.
 * @throws {Error} in words for the terminal.
 */
export async function* readSheet(file: string): AsyncGenerator<SheetRow> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { header: false, skipEmptyLines: false });
  const input = createReadStream(file, { encoding: "utf8" });
  input.on("error", (error) => parser.destroy(error));
  let columns: SheetColumn[] | null = null;
  let line = 0;
  for await (const cells of input.pipe(parser) as AsyncIterable<string[]>) {
    line += 1;
    if (columns === null) {
      columns = readHeader(cells);
      continue;
    }
    if (cells.every((cell) => cell.trim() === "")) continue;
    const read = cellsOf(columns, cells);
    if (read.path === undefined) throw new Error(`Row ${line} of the metadata has no path.`);
    yield { line, cells: read };
  }
  if (columns === null) throw new Error("The metadata are empty.");
}
