/**
 * What R2 asks for Standard storage in USD (Cloudflare R2 pricing, read 2026-11): per GB-month of 10^9 bytes, after
 * the free 10 GB-months of the account, rounded up to the next GB-month.
 */
export const R2_PRICE = { gbMonth: 0.015, freeGbMonths: 10, bytesPerGb: 1_000_000_000 } as const;

/** The storage cost in USD of a month in which this many bytes were kept on every day. */
export function monthlyStorageCost(bytes: number): number {
  const gbMonths = Math.ceil(bytes / R2_PRICE.bytesPerGb);
  return Math.max(0, gbMonths - R2_PRICE.freeGbMonths) * R2_PRICE.gbMonth;
}

/** One school's part of the account's cost, in proportion to its bytes, so that the parts add up to the whole. */
export function shareOfCost(total: number, bytes: number, allBytes: number): number {
  return allBytes === 0 ? 0 : (total * bytes) / allBytes;
}
