import { z } from "zod";

const micros = z.int().min(0).max(999_999_999_999);

/** A month (UTC): 2026-11. */
export const priceMonth = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/);

/** Prices from a month on. */
export const prices = z.strictObject({
  month: priceMonth,
  rates: z.strictObject({
    storageClass: z.enum(["standard", "infrequent_access"]),
    gbMonth: micros,
    millionClassA: micros,
    millionClassB: micros,
    retrievedGb: micros,
    freeGbMonths: z.int().min(0).max(1_000_000),
    freeClassA: z.int().min(0).max(1_000_000_000_000).multipleOf(1_000_000),
    freeClassB: z.int().min(0).max(1_000_000_000_000).multipleOf(1_000_000),
  }),
});
