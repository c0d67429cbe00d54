import type { UploadRow } from "#lib/uploads/data.ts";
import { partCount } from "#lib/uploads/parts.ts";

type Sent = Pick<UploadRow, "method" | "size" | "partSize" | "signedParts">;

/**
 * What the browser sent of an upload whose bytes are there: one PUT or POST, or each part once. Opening and joining, and
 * what went through the server, is counted where the store answers.
 */
export function confirmedSends({ method, size, partSize }: Sent): { classA: number; bytesIn: number } {
  if (method === "through") return { classA: 0, bytesIn: 0 };
  return { classA: partSize === null ? 1 : partCount(size, partSize), bytesIn: size };
}

/**
 * What the browser may have sent of an upload that came to nothing. A single one never happened. Of parts nobody knows
 * how many of those that were signed were sent: all, at most.
 */
export function unconfirmedSends({ size, partSize, signedParts }: Sent) {
  if (partSize === null) return { classAEstimated: 0, bytesInEstimated: 0 };
  return { classAEstimated: signedParts, bytesInEstimated: Math.min(size, signedParts * partSize) };
}
