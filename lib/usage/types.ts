import type { Kind } from "#lib/documents/constants.ts";

export type UsageSummary = {
  /** Originals of live documents, by kind. */
  kinds: { kind: Kind; bytes: number; objects: number }[];
  totals: { bytes: number; objects: number };
  trash: { bytes: number; objects: number };
  /** USD, this calendar month, if what is stored now stays: storage alone, on R2's prices. */
  cost: { monthUsd: number; storageUsd: number; freeGb: number; basis: "storage_now" };
  /** UTC, ISO 8601. */
  measuredAt: string;
};
