import "server-only";
import type { Publication, PublicState } from "#lib/publishing/types.ts";
import { publicUrl } from "#lib/storage/client.ts";

const STATES: Readonly<Record<"pending" | "live" | "deleting", PublicState>> = {
  pending: "publishing",
  live: "public",
  deleting: "withdrawing",
};

/** What a row says of its public copy; null where there is none. */
export function publicationOf(row: {
  publicKey: string | null;
  publicState: keyof typeof STATES | null;
}): Publication | null {
  if (row.publicKey === null || row.publicState === null) return null;
  return { state: STATES[row.publicState], url: publicUrl(row.publicKey) };
}
