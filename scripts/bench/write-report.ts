import { existsSync, readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- measured: written by npm run bench -->";
const END = "<!-- end of what was measured -->";

/** A document with what was measured in the place of what was there, or the report alone where it has no such place. */
export function placed(document: string, report: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) return report;
  return `${document.slice(0, begin + BEGIN.length)}\n\n${report}\n${document.slice(end)}`;
}

/** Writes a report into a file, and leaves the words around it as they are. */
export function writeReport(file: string, report: string): void {
  writeFileSync(file, placed(existsSync(file) ? readFileSync(file, "utf8") : "", report));
}
