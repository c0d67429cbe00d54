import "server-only";
import { joinMultipart, listParts, type SentPart } from "#lib/storage/multipart.ts";
import { headObject } from "#lib/storage/objects.ts";
import type { UploadRow } from "#lib/uploads/data.ts";
import { extendWriting } from "#lib/uploads/multipart.mutations.ts";
import { partBytes, partCount } from "#lib/uploads/parts.ts";

/** For how long after a join was asked for the store may still carry it out: its deadline, and its retries. */
const JOINING_MS = 10 * 60_000;

/** Those of an upload's parts that the store has whole; `over` when it knows the upload no more, null when it cannot say. */
export async function wholeParts(upload: UploadRow) {
  const { key, partSize, size, storeUploadId } = upload;
  if (storeUploadId === null || partSize === null) return null;
  const listed = await listParts(key, storeUploadId);
  if (listed === null || listed === "over") return listed;
  return listed.filter(
    (part) =>
      part.number <= partCount(size, partSize) && part.size === partBytes(size, partSize, part.number),
  );
}

/** The parts in order, where they are all there and none is there twice; else null. */
function complete(upload: UploadRow, parts: readonly SentPart[]): SentPart[] | null {
  const count = partCount(upload.size, upload.partSize ?? upload.size);
  const sorted = parts.toSorted((a, b) => a.number - b.number);
  const fits = sorted.length === count && sorted.every((part, at) => part.number === at + 1);
  return fits ? sorted : null;
}

const isThere = async ({ key }: UploadRow) => (await headObject(key)) !== null;

/**
 * Joins the parts of a pending multipart upload. Racing calls are fine: one joins, and the object tells the others.
 * @param given the parts as their sender knows them; null asks the store.
 * @returns whether the object is there now. False: parts are missing, or are not those that were named.
 * @throws {AppError} `storage_*` when it is not known what became of it: asking again settles it.
 */
export async function joinParts(upload: UploadRow, given: readonly SentPart[] | null): Promise<boolean> {
  if (upload.storeUploadId === null) return false;
  const known = given ?? (await wholeParts(upload));
  const parts = known === null || known === "over" ? null : complete(upload, known);
  // Another call may have joined them, and its answer been lost.
  if (parts === null) return isThere(upload);
  if (!(await extendWriting(upload.id, new Date(Date.now() + JOINING_MS)))) return false;
  try {
    const outcome = await joinMultipart(upload.key, upload.storeUploadId, parts);
    return outcome === "joined" || isThere(upload);
  } catch (error) {
    // An answer that was lost decides nothing; the object does.
    if (await isThere(upload).catch(() => false)) return true;
    throw error;
  }
}
