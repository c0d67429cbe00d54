import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { MAX_SINGLE_UPLOAD } from "#lib/documents/constants.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { capabilities } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { storedDisposition } from "#lib/storage/disposition.ts";
import { putObject } from "#lib/storage/objects.ts";
import { requireStudents } from "#lib/students/data.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { insertUpload } from "#lib/uploads/mutations.ts";
import { planUpload } from "#lib/uploads/plan.ts";
import { type Spooled, spool } from "#lib/uploads/spool.ts";
import type { UploadRequest } from "#lib/uploads/types.ts";

/** A file that goes through the server, and what is said of it. */
export type ThroughFile = Omit<UploadRequest, "size">;

/**
 * Takes in a file that is to go through the server, for callers with no direct path to the bucket. The bytes go to a
 * nameless temporary file: their number and checksum must be known before the store is asked.
 * @param size bytes, where they are known before.
 * @throws {AppError} what is wrong with the file.
 */
export async function receiveFile(
  actor: Actor,
  file: ThroughFile,
  body: ReadableStream<Uint8Array>,
  size: number | null = null,
): Promise<Spooled> {
  await authorize(actor, permissionFor(file.kind, "write"));
  await requireStudents(actor, file.studentIds);
  const limit = Math.min(schoolPolicy(file.kind, actor.uploadRules).maxSize, MAX_SINGLE_UPLOAD);
  // Everything that can be refused by its name and type is refused before a byte is read.
  planUpload(actor, { ...file, size: size ?? 1 }, () => "through");
  await capabilities(store());
  const bytes = await spool(body, limit);
  const wrong = bytes.size === 0 ? "empty_file" : "checksum_mismatch";
  if (bytes.size > 0 && (file.sha256 === undefined || file.sha256 === bytes.sha256)) return bytes;
  await bytes[Symbol.asyncDispose]();
  throw new AppError(wrong);
}

/**
 * Makes a file that was received a document.
 * @throws {AppError} what is wrong with the file; nothing of it is left then.
 */
export async function storeReceived(
  actor: Actor,
  file: ThroughFile,
  bytes: Spooled,
): Promise<DocumentRecord> {
  const plan = planUpload(actor, { ...file, size: bytes.size, sha256: bytes.sha256 }, () => "through");
  const uploadId = await insertUpload(actor, plan);
  try {
    await putObject(plan.key, bytes.open(), {
      contentType: plan.contentType,
      size: bytes.size,
      disposition: storedDisposition(plan.filename),
      sha256: bytes.sha256,
    });
    return (await confirmUpload(actor, uploadId)).document;
  } catch (error) {
    // A refused upload has ended already; one that failed on the way must not wait for the sweeper.
    await abortUpload(actor, uploadId).catch(() => undefined);
    throw error;
  }
}

/**
 * What a try that broke off has made of a file: the document, null where it had not begun, `anew` where nothing of it
 * is left, or its bytes had not arrived.
 * @throws {AppError} why the file was refused.
 */
export async function resumeReceived(
  actor: Actor,
  uploadId: string,
): Promise<DocumentRecord | "anew" | null> {
  try {
    return (await confirmUpload(actor, uploadId)).document;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") return null;
    if (error.code !== "upload_not_arrived" && error.code !== "upload_closed") throw error;
  }
  try {
    await abortUpload(actor, uploadId);
    return "anew";
  } catch {
    // The sweeper was faster and has made it a document.
    return (await confirmUpload(actor, uploadId)).document;
  }
}
