import "server-only";
import { log } from "#lib/log.ts";
import { findUnproven } from "#lib/proofs/data.ts";
import { settleProof } from "#lib/proofs/mutations.ts";
import { hashObject } from "#lib/proofs/read.ts";

/**
 * Reads a document's stored bytes once and proves its checksum, or withdraws the document where they are not what its
 * sender had. Safe to repeat, and to run twice at once.
 * @throws {AppError} `storage_*`: the job is then tried again.
 */
export async function proveChecksum(documentId: string): Promise<void> {
  const source = await findUnproven(documentId);
  if (source === null) return;
  const sha256 = await hashObject(source.key, source.size);
  const outcome = await settleProof(documentId, sha256);
  if (outcome === "withdrawn") log.error({ documentId }, "the stored bytes are not those that were sent");
}
