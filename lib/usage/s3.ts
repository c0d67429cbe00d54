import type { Billable } from "#lib/usage/bill.ts";
import { BYTES_PER_GB, type Micros } from "#lib/usage/price.ts";
import { shareOut } from "#lib/usage/share.ts";

/** What Amazon S3 would ask: reading over the internet costs there. */
export type S3Cost = { storage: Micros; requests: Micros; egress: Micros; total: Micros };

/** A price up to an amount, in millionths of a dollar for each GB; the last tier has no end. */
type Tier = { upToGb: number; micros: Micros };

/** Amazon S3 Standard and data transfer out, us-east-1 (https://aws.amazon.com/s3/pricing/, read 2026-11). */
const STORAGE: readonly Tier[] = [
  { upToGb: 50_000, micros: 23_000 },
  { upToGb: 500_000, micros: 22_000 },
  { upToGb: Number.POSITIVE_INFINITY, micros: 21_000 },
];
const EGRESS: readonly Tier[] = [
  { upToGb: 100, micros: 0 },
  { upToGb: 10_000, micros: 90_000 },
  { upToGb: 50_000, micros: 85_000 },
  { upToGb: 150_000, micros: 70_000 },
  { upToGb: Number.POSITIVE_INFINITY, micros: 50_000 },
];
/** Millionths for ten requests: writing and listing, reading. */
const TEN_WRITES = 50n;
const TEN_READS = 4n;

const GB = BigInt(BYTES_PER_GB);

/** Amazon bills by the byte, tier by tier. */
function tiered(bytes: bigint, tiers: readonly Tier[]): Micros {
  let sum = 0n;
  let below = 0n;
  for (const { upToGb, micros } of tiers) {
    const end = upToGb === Number.POSITIVE_INFINITY ? bytes : BigInt(upToGb) * GB;
    const within = (bytes < end ? bytes : end) - below;
    if (within <= 0n) break;
    sum += within * BigInt(micros);
    below = end;
  }
  return Number(sum / GB);
}

const costOf = (parts: Omit<S3Cost, "total">): S3Cost => ({
  ...parts,
  total: parts.storage + parts.requests + parts.egress,
});

const requestsOf = ({ classA, classB }: Billable) => classA * TEN_WRITES + classB * TEN_READS;

/**
 * The same month at Amazon S3 Standard, for contrast: GB of 10^9 bytes as for R2, and every byte read leaves Amazon.
 * @param days how many the month has.
 */
export function s3Month(used: Billable, days: number): S3Cost {
  return costOf({
    storage: tiered(used.byteDays / BigInt(days), STORAGE),
    requests: Number(requestsOf(used) / 10n),
    egress: tiered(used.bytesOut, EGRESS),
  });
}

/** One user's part of it, of two that are all there are: in proportion, as with R2's. */
export function s3Share(cost: S3Cost, own: Billable, others: Billable): S3Cost {
  const part = (total: Micros, weight: (used: Billable) => bigint) =>
    shareOut(total, [weight(own), weight(others)])[0] ?? 0;
  return costOf({
    storage: part(cost.storage, (used) => used.byteDays),
    requests: part(cost.requests, requestsOf),
    egress: part(cost.egress, (used) => used.bytesOut),
  });
}
