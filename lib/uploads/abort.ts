import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";
import { findUpload } from "#lib/uploads/data.ts";
import { endUpload } from "#lib/uploads/mutations.ts";

/**
 * Gives an upload up; what has arrived of it is deleted. Again is fine.
 * @throws {AppError} `not_found` for an upload that is not the actor's, `upload_closed` when it is a document already.
 */
export async function abortUpload(actor: Actor, uploadId: string): Promise<void> {
  const upload = await findUpload(actor, uploadId);
  if (upload === null) throw new AppError("not_found");
  if (upload.status === "pending" && (await endUpload(actor, uploadId, { status: "aborted" }))) return;
  const now = await findUpload(actor, uploadId);
  if (now?.status === "done") throw new AppError("upload_closed");
}
