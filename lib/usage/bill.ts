import { BYTES_PER_GB, type Micros, type Rates } from "#lib/usage/price.ts";

/** What is billed for: whole bytes, days and operations, so that nothing is lost on the way. */
export type Billable = {
  /** The sum of each day's peak. */
  byteDays: bigint;
  /** Bytes of objects that went early, times the days that they lacked: billed in Infrequent Access alone. */
  earlyByteDays: bigint;
  classA: bigint;
  classB: bigint;
  /** Bytes read. */
  bytesOut: bigint;
};

export type Cost = { storage: Micros; classA: Micros; classB: Micros; retrieval: Micros; total: Micros };

export const NOTHING: Billable = { byteDays: 0n, earlyByteDays: 0n, classA: 0n, classB: 0n, bytesOut: 0n };
export const NO_COST: Cost = { storage: 0, classA: 0, classB: 0, retrieval: 0, total: 0 };

const GB = BigInt(BYTES_PER_GB);
const MILLION = 1_000_000n;

const roundedUp = (amount: bigint, unit: bigint) => (amount + unit - 1n) / unit;
const beyond = (amount: bigint, free: bigint) => (amount > free ? amount - free : 0n);

/** Both, added up. */
export function plus(a: Billable, b: Billable): Billable {
  return {
    byteDays: a.byteDays + b.byteDays,
    earlyByteDays: a.earlyByteDays + b.earlyByteDays,
    classA: a.classA + b.classA,
    classB: a.classB + b.classB,
    bytesOut: a.bytesOut + b.bytesOut,
  };
}

/** What storage is billed by: Infrequent Access asks for thirty days of each object, Standard only for those it was there. */
export function billedByteDays(used: Billable, rates: Rates): bigint {
  return rates.storageClass === "standard" ? used.byteDays : used.byteDays + used.earlyByteDays;
}

/** Puts the parts of a cost together. */
export function costOf(parts: Omit<Cost, "total">): Cost {
  return { ...parts, total: parts.storage + parts.classA + parts.classB + parts.retrieval };
}

/**
 * What R2 asks an account for one month (https://developers.cloudflare.com/r2/pricing/): GB-months are the average of
 * the days' peaks, usage is rounded up to the next GB-month, million and GB, and what is free comes off.
 * @param days how many the month has; days to come count as nothing.
 */
export function billMonth(used: Billable, days: number, rates: Rates): Cost {
  const gbMonths = roundedUp(billedByteDays(used, rates), BigInt(days) * GB);
  const operations = (count: bigint, free: number, price: Micros) =>
    Number(beyond(roundedUp(count, MILLION), BigInt(free) / MILLION)) * price;
  return costOf({
    storage: Number(beyond(gbMonths, BigInt(rates.freeGbMonths))) * rates.gbMonth,
    classA: operations(used.classA, rates.freeClassA, rates.millionClassA),
    classB: operations(used.classB, rates.freeClassB, rates.millionClassB),
    retrieval: rates.retrievedGb === 0 ? 0 : Number(roundedUp(used.bytesOut, GB)) * rates.retrievedGb,
  });
}
