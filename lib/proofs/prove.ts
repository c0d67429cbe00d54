import "server-only";
import { log } from "#lib/log.ts";
import { findUnproven } from "#lib/proofs/data.ts";
import { settleProof } from "#lib/proofs/mutations.ts";
import { hashObject } from "#lib/proofs/read.ts";

/**
 * Reads an object's stored bytes once and proves their checksum, or withdraws them where they are not what their sender
 * had. Safe to repeat, and to run twice at once.
 * @throws {AppError} `storage_*`: the job is then tried again.
 */
export async function proveChecksum(objectId: string | undefined): Promise<void> {
  // Without one it is a job from before there were versions: the sweep adds it again.
  if (objectId === undefined) return;
  const source = await findUnproven(objectId);
  if (source === null) return;
  const sha256 = await hashObject(source.key, source.size);
  const outcome = await settleProof(objectId, sha256);
  if (outcome === "withdrawn") log.error({ objectId }, "the stored bytes are not those that were sent");
}
