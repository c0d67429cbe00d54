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
import { spool } from "#lib/uploads/spool.ts";
import type { UploadRequest } from "#lib/uploads/types.ts";

/**
 * Uploads a file through the server, for callers with no direct path to the bucket. The bytes go to a nameless
 * temporary file first: their number and checksum must be known before the store is asked.
 * @throws {AppError} what is wrong with the file; nothing of it is left then.
 */
export async function uploadThrough(
  actor: Actor,
  file: Omit<UploadRequest, "size">,
  body: ReadableStream<Uint8Array>,
  size: number | null,
): Promise<DocumentRecord> {
  await authorize(actor, permissionFor(file.kind, "write"));
  await requireStudents(actor, file.studentIds);
  const limit = Math.min(schoolPolicy(file.kind, actor.uploadRules).maxSize, MAX_SINGLE_UPLOAD);
  // Everything that can be refused by its name and type is refused before a byte is read.
  planUpload(actor, { ...file, size: size ?? 1 }, () => "through");
  await capabilities(store());
  await using bytes = await spool(body, limit);
  if (bytes.size === 0) throw new AppError("empty_file");
  if (file.sha256 !== undefined && file.sha256 !== bytes.sha256) throw new AppError("checksum_mismatch");

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
