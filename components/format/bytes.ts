const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format takes longer than using it, and a list uses one a row. */
function formatOf(locale: string, power: number): Intl.NumberFormat {
  const key = `${locale} ${power}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: UNITS[power] ?? "byte",
      unitDisplay: power === 0 ? "long" : "short",
      maximumSignificantDigits: 3,
    });
  formats.set(key, format);
  return format;
}

/** A size for people: 214 bytes, 12.3 kB, 1.05 GB. Units are powers of ten, digits are at most three. */
export function formatBytes(bytes: number, locale: string): string {
  let power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  // 999,999 bytes would round to "1,000 kB".
  if (power < UNITS.length - 1 && Number((bytes / 1000 ** power).toPrecision(3)) >= 1000) power += 1;
  return formatOf(locale, power).format(bytes / 1000 ** power);
}
