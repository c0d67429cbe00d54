import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { getDocumentRecord } from "#lib/documents/records.data.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { claimChecksum } from "#lib/proofs/mutations.ts";
import type { SentPart } from "#lib/storage/multipart.ts";
import { findUpload, type UploadRow } from "#lib/uploads/data.ts";
import { joinParts } from "#lib/uploads/join.ts";
import { keepChecksum } from "#lib/uploads/multipart.mutations.ts";
import { settleUpload } from "#lib/uploads/settle.ts";
import { refusalOf } from "#lib/uploads/state.ts";

/** The answer that a settled upload gives, the first time and every time after. */
async function answerOf(actor: Actor, upload: UploadRow): Promise<DocumentRecord | null> {
  if (upload.status === "pending") return null;
  const refusal = refusalOf(upload);
  if (refusal !== null) throw new AppError(refusal.code, refusal.details);
  if (upload.status !== "done" || upload.documentId === null) throw new AppError("upload_closed");
  return getDocumentRecord(actor, upload.documentId, { ownUpload: true });
}

/** A file that the sweeper made of its parts has no checksum of its sender's until they name it. */
async function heedLateChecksum(upload: UploadRow, sha256: string | undefined): Promise<void> {
  if (
    upload.method !== "multipart" ||
    upload.documentId === null ||
    upload.objectId === null ||
    sha256 === undefined
  )
    return;
  // Two that contradict one another say that the caller is confused, not that the file is bad.
  if (upload.sha256 !== null && upload.sha256 !== sha256) throw new AppError("checksum_mismatch");
  if (!(await claimChecksum(upload.objectId, sha256))) throw new AppError("checksum_mismatch");
}

/**
 * Confirms that a file has arrived: joins its parts where it came in parts, checks it and makes it a document.
 * Idempotent: a second call gives the first one's answer, and a racing one waits for it on the upload's row.
 * @param given.parts of a file in parts, with the tags by which the store knows them; the store is asked where not given.
 * @returns the document, and whether this call made it.
 * @throws {AppError} `not_found` for an upload that is not the actor's, `upload_not_arrived` while the bucket has
 * nothing, `upload_closed` when it was aborted or has expired, the reason when the file is refused.
 */
export async function confirmUpload(
  actor: Actor,
  uploadId: string,
  given: { sha256?: string | undefined; parts?: readonly SentPart[] | undefined } = {},
): Promise<{ document: DocumentRecord; created: boolean }> {
  const upload = await findUpload(actor, uploadId);
  if (upload === null) throw new AppError("not_found");
  await authorize(actor, permissionFor(upload.kind, "write"), { type: "upload", id: uploadId });
  await heedLateChecksum(upload, given.sha256);
  const earlier = await answerOf(actor, upload);
  if (earlier !== null) return { document: earlier, created: false };
  // A checksum that contradicts the one that was signed says that the caller is confused, not that the file is bad.
  if (given.sha256 && upload.sha256 && given.sha256 !== upload.sha256)
    throw new AppError("checksum_mismatch");

  if (upload.method === "multipart") {
    if (given.sha256 && upload.sha256 === null) await keepChecksum(uploadId, given.sha256);
    await joinParts(upload, given.parts ?? null);
  }
  const { outcome, own } = await settleUpload(actor, upload, {
    givenLater: given.sha256 ?? null,
    isCleared: actor.can("restricted:read"),
  });
  const settled = await findUpload(actor, uploadId);
  if (settled === null) throw new AppError("upload_closed");
  if (!own) await heedLateChecksum(settled, given.sha256);
  const document = await answerOf(actor, settled);
  if (document !== null) return { document, created: own };
  throw new AppError(outcome === "waiting" ? "upload_not_arrived" : "upload_closed");
}
