import type { Micros } from "#lib/usage/price.ts";
import { toUsd } from "#lib/usage/price.ts";

/** Below this many dollars cents say nothing. */
const CENT = 0.01;

/** Dollars for people: "$8.82"; of what is less than a cent the first digit that counts: "$0.0003". */
export function formatUsd(usd: number, locale: string): string {
  const small = usd > 0 && usd < CENT;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    ...(small && { maximumSignificantDigits: 1, minimumSignificantDigits: 1 }),
  }).format(usd);
}

/** Dollars along an axis: cents only where they are some. */
export function formatRoundUsd(usd: number, locale: string): string {
  if (!Number.isInteger(usd)) return formatUsd(usd, locale);
  const whole = { style: "currency", currency: "USD", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, whole).format(usd);
}

/** A cost in millionths of a dollar as dollars for people, and to the cent. */
export function formatCost(micros: Micros, locale: string): string {
  const usd = toUsd(micros);
  if (usd > 0 && usd < CENT / 2) return `< ${formatUsd(CENT, locale)}`;
  return new Intl.NumberFormat(locale, { style: "currency", currency: "USD" }).format(usd);
}
