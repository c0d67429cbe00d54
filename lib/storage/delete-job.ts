import "server-only";
import type { BucketName } from "#lib/storage/client.ts";
import { findObject, mayHaveParts } from "#lib/storage/data.ts";
import { asRestricted } from "#lib/storage/meter.ts";
import { abortMultiparts } from "#lib/storage/multipart.ts";
import { forgetObject, postponeDelete } from "#lib/storage/mutations.ts";
import { deleteObject } from "#lib/storage/objects.ts";

/** Slowest line, in bytes a second, on which a transfer that began before its signature ended is waited for. */
const SLOWEST_LINE = 50_000;
const GRACE_MS = 60_000;

/** When the last signed request for this object, or the worker that copies it, can have stopped writing. */
function lastWrite({ bucket, size }: { bucket: BucketName; size: number }, signedUntil: Date): Date {
  // Nobody's line leads to the public bucket: what is there, the store or the worker has written by then.
  const transfer = bucket === "public" ? 0 : (size / SLOWEST_LINE) * 1000;
  return new Date(signedUntil.getTime() + GRACE_MS + transfer);
}

/**
 * Deletes one object that is marked for it, and gives up what the store has of a multipart upload of its key. While a signed request could still write the key, it is deleted once more
 * after that; its row goes when the store has confirmed the last deletion. Again is fine.
 * @throws {AppError} `storage_*`: the job is then tried again.
 */
export async function runDeleteJob(objectId: string): Promise<void> {
  const object = await findObject(objectId);
  if (object?.state !== "deleting") return;
  const remove = async () => {
    await deleteObject(object.key, object.bucket);
    if (await mayHaveParts(object)) await abortMultiparts(object.key);
  };
  await (object.restricted ? asRestricted(object.key, remove) : remove());
  const until = object.signedUntil && lastWrite(object, object.signedUntil);
  if (until && until.getTime() > Date.now()) await postponeDelete(objectId, until);
  else await forgetObject(objectId);
}
