/** What stores call a GB (Cloudflare R2 pricing). */
export const BYTES_PER_GB = 1_000_000_000;

/** Whole millionths of a US dollar: sums of money are exact, and become dollars where they are shown. */
export type Micros = number;

/** A store's prices. Operations are billed by the million, storage by the GB-month, retrieval by the GB, of 10^9 bytes. */
export type Rates = {
  storageClass: "standard" | "infrequent_access";
  gbMonth: Micros;
  millionClassA: Micros;
  millionClassB: Micros;
  retrievedGb: Micros;
  /** What an account has free each month. */
  freeGbMonths: number;
  freeClassA: number;
  freeClassB: number;
};

/** Cloudflare R2, Standard storage (https://developers.cloudflare.com/r2/pricing/, read 2026-11). */
export const R2_STANDARD: Rates = {
  storageClass: "standard",
  gbMonth: 15_000,
  millionClassA: 4_500_000,
  millionClassB: 360_000,
  retrievedGb: 0,
  freeGbMonths: 10,
  freeClassA: 1_000_000,
  freeClassB: 10_000_000,
};

/** Cloudflare R2, Infrequent Access: nothing of it is free (as above). */
export const R2_INFREQUENT_ACCESS: Rates = {
  storageClass: "infrequent_access",
  gbMonth: 10_000,
  millionClassA: 9_000_000,
  millionClassB: 900_000,
  retrievedGb: 10_000,
  freeGbMonths: 0,
  freeClassA: 0,
  freeClassB: 0,
};

/** Millionths of a dollar as dollars. */
export const toUsd = (micros: Micros): number => micros / 1_000_000;
