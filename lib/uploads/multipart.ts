import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";
import { capabilities } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { storedDisposition } from "#lib/storage/disposition.ts";
import { abortMultipart, createMultipart } from "#lib/storage/multipart.ts";
import { signPart } from "#lib/storage/presign.ts";
import {
  FIRST_SIGNED_PARTS,
  MAX_SIGNED_PARTS,
  MULTIPART_UPLOAD_HOURS,
  UPLOAD_URL_SECONDS,
} from "#lib/uploads/constants.ts";
import { findUpload } from "#lib/uploads/data.ts";
import { extendWriting } from "#lib/uploads/multipart.mutations.ts";
import { endUpload, type PlannedUpload } from "#lib/uploads/mutations.ts";
import { partBytes, partCount, partPlan } from "#lib/uploads/parts.ts";
import type { PartsTicket, SignedParts } from "#lib/uploads/types.ts";

/**
 * Opens the multipart upload of a row that is there, and signs its first parts. If this process dies in between, the row has no store upload: the
 * sweeper ends it, and the delete job finds what the store has open by its key.
 * @throws {AppError} `storage_*`: the upload has ended then.
 */
export async function openMultipart(
  actor: Actor,
  uploadId: string,
  plan: PlannedUpload,
): Promise<PartsTicket> {
  const { size: partSize, count } = partPlan(plan.size);
  const first = Array.from({ length: Math.min(count, FIRST_SIGNED_PARTS) }, (_, at) => at + 1);
  const until = signedUntil();
  let storeUploadId: string;
  try {
    storeUploadId = await createMultipart(plan.key, {
      contentType: plan.contentType,
      disposition: storedDisposition(plan.filename),
    });
    if (!(await extendWriting(uploadId, until, { parts: first.length, storeUploadId }))) {
      await abortMultipart(plan.key, storeUploadId);
      throw new AppError("upload_closed");
    }
  } catch (error) {
    await endUpload(actor, uploadId, { status: "aborted" });
    throw error;
  }
  const signed = await signAll({ key: plan.key, size: plan.size, partSize, storeUploadId }, first, until);
  const expiresAt = new Date(Date.now() + MULTIPART_UPLOAD_HOURS * 3_600_000).toISOString();
  return { uploadId, method: "multipart", partSize, partCount: count, signed, expiresAt };
}

type Joined = { key: string; size: number; partSize: number; storeUploadId: string };

const signedUntil = () => new Date(Date.now() + UPLOAD_URL_SECONDS * 1000);

async function signAll(
  { key, size, partSize, storeUploadId }: Joined,
  numbers: readonly number[],
  until: Date,
): Promise<SignedParts> {
  const target = store();
  const proven = await capabilities(target);
  const parts = await Promise.all(
    numbers.map(async (number) => {
      const part = {
        key,
        storeUploadId,
        number,
        size: partBytes(size, partSize, number),
        expiresIn: UPLOAD_URL_SECONDS,
      };
      return { number, ...(await signPart(target, part, proven)) };
    }),
  );
  return { parts, expiresAt: until.toISOString() };
}

/**
 * Signs parts of an open multipart upload, each for exactly its length.
 * @param numbers from 1; at most 100.
 * @throws {AppError} `not_found` for an upload that is not the actor's, `upload_closed`, `invalid_request` for numbers
 * that it does not have and uploads without parts.
 */
export async function signParts(
  actor: Actor,
  uploadId: string,
  numbers: readonly number[],
): Promise<SignedParts> {
  const upload = await findUpload(actor, uploadId);
  if (upload === null) throw new AppError("not_found");
  await authorize(actor, permissionFor(upload.kind, "write"), { type: "upload", id: uploadId });
  if (upload.status !== "pending") throw new AppError("upload_closed");
  const { key, partSize, size, storeUploadId } = upload;
  if (partSize === null) throw new AppError("invalid_request");
  if (storeUploadId === null) throw new AppError("upload_closed");
  const count = partCount(size, partSize);
  if (numbers.length > MAX_SIGNED_PARTS || numbers.some((number) => number < 1 || number > count))
    throw new AppError("invalid_request", { limit: Math.min(count, MAX_SIGNED_PARTS) });

  const until = signedUntil();
  if (!(await extendWriting(uploadId, until, { parts: numbers.length }))) throw new AppError("upload_closed");
  return signAll({ key, size, partSize, storeUploadId }, numbers, until);
}
