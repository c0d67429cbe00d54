import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { getDocumentRecord } from "#lib/documents/data.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { AppError, ERROR_STATUS, type ErrorCode } from "#lib/errors.ts";
import { findUpload, type UploadRow } from "#lib/uploads/data.ts";
import { settleUpload } from "#lib/uploads/settle.ts";

const isCode = (code: string | null): code is ErrorCode => code !== null && Object.hasOwn(ERROR_STATUS, code);

/** The answer that a settled upload gives, the first time and every time after. */
async function answerOf(actor: Actor, upload: UploadRow): Promise<DocumentRecord | null> {
  if (upload.status === "pending") return null;
  if (upload.status === "refused" && isCode(upload.refusalCode)) {
    throw new AppError(upload.refusalCode, upload.refusalDetails ?? {});
  }
  if (upload.status !== "done" || upload.documentId === null) throw new AppError("upload_closed");
  return getDocumentRecord(actor, upload.documentId, { ownUpload: true });
}

/**
 * Confirms that a file has arrived: checks it and makes it a document. Idempotent: a second call gives the first one's
 * answer, and a racing one waits for it on the upload's row.
 * @returns the document, and whether this call made it.
 * @throws {AppError} `not_found` for an upload that is not the actor's, `upload_not_arrived` while the bucket has
 * nothing, `upload_closed` when it was aborted or has expired, the reason when the file is refused.
 */
export async function confirmUpload(
  actor: Actor,
  uploadId: string,
  given: { sha256?: string | undefined } = {},
): Promise<{ document: DocumentRecord; created: boolean }> {
  const upload = await findUpload(actor, uploadId);
  if (upload === null) throw new AppError("not_found");
  await authorize(actor, permissionFor(upload.kind, "write"), { type: "upload", id: uploadId });
  const earlier = await answerOf(actor, upload);
  if (earlier !== null) return { document: earlier, created: false };
  // A checksum that contradicts the one that was signed says that the caller is confused, not that the file is bad.
  if (given.sha256 && upload.sha256 && given.sha256 !== upload.sha256)
    throw new AppError("checksum_mismatch");

  const { outcome, own } = await settleUpload(actor, upload, given.sha256 ?? null);
  if (outcome === "waiting") throw new AppError("upload_not_arrived");
  const settled = await findUpload(actor, uploadId);
  const document = settled && (await answerOf(actor, settled));
  if (!document) throw new AppError("upload_closed");
  return { document, created: own };
}
