import { readCsv } from "#components/preview/csv.ts";
import { decodeText } from "#components/preview/decode.ts";
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "#lib/students/import/constants.ts";

/** A file as it was read: its columns, and the rows below them. */
export type ReadFile = { name: string; header: string[]; rows: string[][] };

export type FileProblem = "too_large" | "too_many" | "empty" | "unreadable";

/**
 * Reads a CSV file, whatever separates its columns and whichever of the two usual encodings it is in.
 * @param most rows that are taken.
 */
export async function readFile(file: File, most = MAX_IMPORT_ROWS): Promise<ReadFile | FileProblem> {
  if (file.size > MAX_IMPORT_BYTES) return "too_large";
  try {
    const text = decodeText(new Uint8Array(await file.arrayBuffer()));
    const { header, rows } = readCsv(text, true);
    if (rows.length === 0) return "empty";
    return rows.length > most ? "too_many" : { name: file.name, header, rows };
  } catch {
    return "unreadable";
  }
}
