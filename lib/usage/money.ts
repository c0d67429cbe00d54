import type { Micros } from "#lib/usage/price.ts";

const AMOUNT = /^(\d{1,6})(?:[.,](\d{1,6}))?$/;

/** An amount of dollars as a person writes it, with a point or a comma, in millionths; null where it is none. */
export function microsOf(text: string): Micros | null {
  const [, whole, part = ""] = AMOUNT.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  return Number(whole) * 1_000_000 + Number(part.padEnd(6, "0"));
}

/** Millionths of a dollar as a person writes them, for a field. */
export function amountText(micros: Micros, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6, useGrouping: false }).format(
    micros / 1_000_000,
  );
}
