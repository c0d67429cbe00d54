import { typeShortName } from "#components/files/type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { formatDuration } from "#components/format/duration.ts";
import { formatLimit } from "#components/format/limit.ts";
import type { ErrorDetails } from "#lib/errors.ts";

/** What a sentence under `errors` may name; the sentences branch on "none" for what is not known. */
const NAMES = [
  "limit",
  "size",
  "used",
  "left",
  "trash",
  "expected",
  "found",
  "type",
  "accepted",
  "minimum",
  "maximum",
  "wait",
  "reason",
] as const;

/** A limit below this counts things; sizes are limited in whole megabytes. */
const COUNTS_BELOW = 100_000;

function typeNames(list: string): string {
  const names = list.split(/[\s,]+/).filter((name) => name !== "");
  return [...new Set(names.map((name) => (name.includes("/") ? typeShortName(name) : name)))].join(", ");
}

function word(name: string, value: string | number, locale: string): string {
  if (name === "minimum") return String(value);
  if (name === "maximum") return new Intl.NumberFormat(locale).format(Number(value));
  if (name === "limit" && typeof value === "number") {
    return value < COUNTS_BELOW ? new Intl.NumberFormat(locale).format(value) : formatLimit(value, locale);
  }
  if (typeof value === "number") return formatBytes(value, locale);
  // What nobody recognised has no name that helps.
  if (name === "found" && value === "application/octet-stream") return "none";
  return value.includes("/") ? typeNames(value) : value;
}

/** An error's details as the words its sentence takes: sizes, waits and types the way people write them. */
export function errorValues(details: ErrorDetails, locale: string): Record<string, string> {
  const values: Record<string, string> = Object.fromEntries(NAMES.map((name) => [name, "none"]));
  for (const name of NAMES) {
    const value = details[name];
    if (value !== undefined && value !== "") values[name] = word(name, value, locale);
  }
  const seconds = details.seconds;
  if (typeof seconds === "number") values.wait = formatDuration(seconds, locale);
  return values;
}
