const WRITTEN = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

/**
 * A day as files have it, written as 2026-11-22: that, or day, month and year as Excel writes them in most of the world.
 * What is neither comes back as it is.
 */
export function readDay(text: string): string {
  const trimmed = text.trim();
  const [, day, month, year] = WRITTEN.exec(trimmed) ?? [];
  if (day === undefined || month === undefined) return trimmed;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
