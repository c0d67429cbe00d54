import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";
import { type Capabilities, capabilities } from "#lib/storage/capabilities.ts";
import { type Store, store } from "#lib/storage/client.ts";
import { storedDisposition } from "#lib/storage/disposition.ts";
import { signPost, signPut } from "#lib/storage/presign.ts";
import { FIRST_SIGNED_PARTS, UPLOAD_URL_SECONDS } from "#lib/uploads/constants.ts";
import { findUpload, type UploadRow } from "#lib/uploads/data.ts";
import { extendWriting } from "#lib/uploads/multipart.mutations.ts";
import { signParts } from "#lib/uploads/multipart.ts";
import type { PlannedUpload } from "#lib/uploads/mutations.ts";
import { partCount } from "#lib/uploads/parts.ts";
import type { UploadTicket, WholeTicket } from "#lib/uploads/types.ts";

type Signable = Pick<
  PlannedUpload,
  "key" | "contentType" | "filename" | "size" | "method" | "signedUntil"
> & {
  id: string;
  sha256?: string | null | undefined;
};

/** Signs the one request with which a file is sent whole. */
export async function signWhole(target: Store, proven: Capabilities, upload: Signable): Promise<WholeTicket> {
  const write = {
    key: upload.key,
    contentType: upload.contentType,
    disposition: storedDisposition(upload.filename),
    size: upload.size,
    sha256: upload.sha256 ?? null,
    expiresIn: UPLOAD_URL_SECONDS,
  };
  const base = { uploadId: upload.id, expiresAt: upload.signedUntil.toISOString() };
  if (upload.method === "post" && upload.sha256) {
    return { ...base, method: "post", ...(await signPost(target, { ...write, sha256: upload.sha256 })) };
  }
  return { ...base, method: "put", ...(await signPut(target, write, proven)) };
}

async function partsAgain(actor: Actor, upload: UploadRow & { partSize: number }): Promise<UploadTicket> {
  const { id, size, partSize } = upload;
  const count = partCount(size, partSize);
  const first = Array.from({ length: Math.min(count, FIRST_SIGNED_PARTS) }, (_, at) => at + 1);
  const signed = await signParts(actor, id, first);
  const expiresAt = upload.expiresAt.toISOString();
  return { uploadId: id, method: "multipart", partSize, partCount: count, signed, expiresAt };
}

/**
 * Signs anew how an open upload is sent: what was signed before may have run out.
 * @throws {AppError} `not_found` for an upload that is not the actor's, `upload_closed` once it has ended, `forbidden`,
 * `storage_*`.
 */
export async function signAgain(actor: Actor, uploadId: string): Promise<UploadTicket> {
  const upload = await findUpload(actor, uploadId);
  if (upload === null) throw new AppError("not_found");
  await authorize(actor, permissionFor(upload.kind, "write"), { type: "upload", id: uploadId });
  const { method, partSize } = upload;
  if (upload.status !== "pending" || method === "through") throw new AppError("upload_closed");
  if (partSize !== null) return partsAgain(actor, { ...upload, partSize });
  const target = store();
  const proven = await capabilities(target);
  const signedUntil = new Date(Date.now() + UPLOAD_URL_SECONDS * 1000);
  if (!(await extendWriting(uploadId, signedUntil))) throw new AppError("upload_closed");
  return signWhole(target, proven, { ...upload, method, signedUntil });
}

/**
 * What a try that broke off has left of an upload: a way to send it, null where there is nothing, `anew` where it has
 * ended, or its parts were never opened at the store.
 */
export async function resumeUpload(actor: Actor, uploadId: string): Promise<UploadTicket | "anew" | null> {
  const upload = await findUpload(actor, uploadId);
  if (upload === null) return null;
  return signAgain(actor, uploadId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "upload_closed") return "anew";
    throw error;
  });
}
