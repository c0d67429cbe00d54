import "server-only";
import { hashObject } from "#lib/proofs/read.ts";
import { judge } from "#lib/reconcile/judge.ts";
import type { Pace } from "#lib/reconcile/pace.ts";
import { findKnown, listTended } from "#lib/reconcile/rows.data.ts";
import type { BucketName, Found, Hashes, Known, Listed } from "#lib/reconcile/types.ts";
import { listMultiparts } from "#lib/storage/listing.ts";
import { headObject } from "#lib/storage/objects.ts";

const SHA256 = /^[0-9a-f]{64}$/;

export type Scope = { bucket: BucketName; settled: Date; pace: Pace };

async function look(key: string, { bucket, pace }: Scope): Promise<Listed | null> {
  await pace.turn();
  const head = await headObject(key, bucket);
  return head && { key, size: head.size, modifiedAt: head.modifiedAt };
}

async function readHash(row: Pick<Known, "key" | "size">, pace: Pace): Promise<string> {
  await pace.turn();
  return hashObject(row.key, row.size);
}

/** Bytes of the same size that were marked as others are only right again when they hash to what they should. */
async function isReturned(row: Known | null, pace: Pace): Promise<boolean> {
  if (row === null || row.sha256 === null) return row !== null;
  return (await readHash(row, pace)) === row.sha256;
}

/**
 * Looks again at what seems to be wrong: first the object, then the row. The row was read once before, so that what it
 * says held before and after the object was looked at; whatever came or went meanwhile is in flight, and no fault.
 * @returns the fault as it is now, or null.
 * @throws {AppError} `storage_*`.
 */
export async function recheck(suspect: Found, scope: Scope): Promise<Found | null> {
  const { key } = suspect;
  if (key === undefined) return null;
  const listed = await look(key, scope);
  const row = await findKnown(scope.bucket, key);
  const verdict = judge(row, listed, scope.settled);
  if (verdict.is !== "wrong") return null;
  const { found } = verdict;
  if (found.sort !== suspect.sort || found.objectId !== suspect.objectId) return null;
  if (found.sort === "file_returned" && !(await isReturned(row, scope.pace)))
    return { ...found, sort: "file_differs", bucket: scope.bucket, known: true };
  return { ...found, bucket: scope.bucket };
}

async function hashOf(row: Known, hashes: Hashes, pace: Pace): Promise<string | null> {
  if (hashes === "read") return readHash(row, pace);
  await pace.turn();
  const told = (await headObject(row.key))?.sha256 ?? null;
  // Of an upload in parts stores tell a checksum of checksums, which is none of the bytes.
  return told !== null && SHA256.test(told) ? told : null;
}

/**
 * Holds a file's checksum against what the store tells of it or against its bytes, twice where they differ.
 * @returns whether there was anything to hold it against, and the fault if there is one.
 * @throws {AppError} `storage_*`.
 */
export async function checkHash(
  row: Known,
  hashes: Hashes,
  scope: Scope,
): Promise<{ held: boolean; found: Found | null }> {
  const { sha256 } = row;
  const first = sha256 === null ? null : await hashOf(row, hashes, scope.pace);
  if (first === null || sha256 === null) return { held: false, found: null };
  if (first === sha256) return { held: true, found: null };
  const second = await hashOf(row, hashes, scope.pace);
  const now = await findKnown(scope.bucket, row.key);
  const stands = now?.id === row.id && now.state === "live" && second !== null && second !== sha256;
  if (!stands) return { held: true, found: null };
  const found: Found = {
    sort: "file_differs",
    bucket: scope.bucket,
    key: row.key,
    objectId: row.id,
    schoolId: row.schoolId,
    documentId: row.documentId,
    purpose: row.purpose,
    expectedSize: row.size,
    foundSize: row.size,
    expectedHash: sha256,
    foundHash: second,
    since: row.createdAt,
    known: now.status === "damaged",
  };
  return { held: true, found };
}

/** Whether an upload in parts that the store has open is still open, and nobody looks after it. */
export async function isAbandoned(upload: { key: string; storeUploadId: string }): Promise<boolean> {
  const open = await listMultiparts({ key: upload.key });
  if (!open?.items.some(({ storeUploadId }) => storeUploadId === upload.storeUploadId)) return false;
  const ids = (await listTended([upload.key])).get(upload.key);
  return !(ids?.has(null) || ids?.has(upload.storeUploadId));
}
