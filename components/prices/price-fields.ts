import { amountText, microsOf } from "#lib/usage/money.ts";
import { R2_INFREQUENT_ACCESS, R2_STANDARD, type Rates } from "#lib/usage/price.ts";

/** What is typed, in the order of the form. */
export const MONEY = ["gbMonth", "millionClassA", "millionClassB", "retrievedGb"] as const;
export const FREE = ["freeGbMonths", "freeClassA", "freeClassB"] as const;
export type FieldName = (typeof MONEY)[number] | (typeof FREE)[number];
export type PriceText = Record<FieldName, string> & { storageClass: Rates["storageClass"] };

const MILLION = 1_000_000;

/** Free operations are spoken of in millions. */
const unitOf = (name: (typeof FREE)[number]) => (name === "freeGbMonths" ? 1 : MILLION);

export const listOf = (storageClass: Rates["storageClass"]): Rates =>
  storageClass === "standard" ? R2_STANDARD : R2_INFREQUENT_ACCESS;

/** Prices as the fields show them. */
export function textOf(rates: Rates, locale: string): PriceText {
  const money = MONEY.map((name) => [name, amountText(rates[name], locale)]);
  const free = FREE.map((name) => [name, String(rates[name] / unitOf(name))]);
  return { ...Object.fromEntries([...money, ...free]), storageClass: rates.storageClass } as PriceText;
}

/** What was typed, or the fields that cannot be read. */
export function ratesOf(text: PriceText): { rates: Rates } | { wrong: FieldName[] } {
  const read = new Map<FieldName, number | null>([
    ...MONEY.map((name) => [name, microsOf(text[name])] as const),
    ...FREE.map(
      (name) =>
        [name, /^\d{1,6}$/.test(text[name].trim()) ? Number(text[name]) * unitOf(name) : null] as const,
    ),
  ]);
  const wrong = [...read].flatMap(([name, value]) => (value === null ? [name] : []));
  if (wrong.length > 0) return { wrong };
  return {
    rates: { ...(Object.fromEntries(read) as Omit<Rates, "storageClass">), storageClass: text.storageClass },
  };
}
