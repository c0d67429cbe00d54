import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError, ERROR_STATUS, type ErrorCode } from "#lib/errors.ts";
import { checksumProven, findUpload, type UploadRow } from "#lib/uploads/data.ts";
import { wholeParts } from "#lib/uploads/join.ts";
import { endUpload } from "#lib/uploads/mutations.ts";
import { partCount } from "#lib/uploads/parts.ts";
import { settleUpload } from "#lib/uploads/settle.ts";
import type { UploadState } from "#lib/uploads/types.ts";

const isCode = (code: string | null): code is ErrorCode => code !== null && Object.hasOwn(ERROR_STATUS, code);

/** Why an upload was refused; null where it was not. */
export function refusalOf(upload: UploadRow): UploadState["refusal"] {
  return upload.status === "refused" && isCode(upload.refusalCode)
    ? { code: upload.refusalCode, details: upload.refusalDetails ?? {} }
    : null;
}

/** The upload's row, and the parts that the store has. One that the store has ended is settled first. */
async function withParts(actor: Actor, upload: UploadRow) {
  if (upload.status !== "pending" || upload.partSize === null) return { upload, parts: null };
  const parts = await wholeParts(upload);
  if (parts !== "over") return { upload, parts };
  const { outcome } = await settleUpload(actor, upload, { isCleared: actor.can("restricted:read") });
  if (outcome === "waiting") await endUpload(actor, upload.id, { status: "expired" });
  return { upload: (await findUpload(actor, upload.id)) ?? upload, parts: null };
}

/**
 * Where an upload stands, and which of its parts need not be sent again.
 * @throws {AppError} `not_found` for an upload that is not the actor's, `storage_*`.
 */
export async function uploadState(actor: Actor, uploadId: string): Promise<UploadState> {
  const found = await findUpload(actor, uploadId);
  if (found === null) throw new AppError("not_found");
  const { upload, parts } = await withParts(actor, found);
  const { partSize, size } = upload;
  return {
    uploadId,
    kind: upload.kind,
    status: upload.status,
    refusal: refusalOf(upload),
    filename: upload.filename,
    contentType: upload.contentType,
    replaces: upload.replacesId,
    size,
    partSize,
    partCount: partSize === null ? null : partCount(size, partSize),
    parts,
    verified: await checksumProven(upload),
    expiresAt: upload.expiresAt.toISOString(),
  };
}
