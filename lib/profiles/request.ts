import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { MAX_PICTURE_BYTES, PICTURE_TYPE } from "#lib/profiles/constants.ts";
import { insertPicture } from "#lib/profiles/mutations.ts";
import type { PictureTicket } from "#lib/profiles/types.ts";
import { capabilities, chooseMethod, operatorsChoice } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { newPictureKey } from "#lib/storage/keys.ts";
import { signPost, signPut } from "#lib/storage/presign.ts";
import { UPLOAD_URL_SECONDS } from "#lib/uploads/constants.ts";

/**
 * Opens the way for the actor's own picture: its rows, then a signed request with which the browser sends it straight to
 * the bucket.
 * @param file its bytes and their SHA-256 (hex).
 * @throws {AppError} `empty_file`, `file_too_large`, `too_many_pending`, `forbidden` for tokens, `storage_*`.
 */
export async function requestPicture(
  actor: Actor,
  file: { size: number; sha256: string },
): Promise<PictureTicket> {
  authorizePerson(actor);
  const { size, sha256 } = file;
  if (size <= 0) throw new AppError("empty_file");
  if (size > MAX_PICTURE_BYTES) throw new AppError("file_too_large", { limit: MAX_PICTURE_BYTES, size });
  const target = store();
  const proven = await capabilities(target);
  const method = chooseMethod(proven, operatorsChoice(), { size, hasChecksum: true });
  const key = newPictureKey(actor.userId);
  const signedUntil = new Date(Date.now() + UPLOAD_URL_SECONDS * 1000);
  const uploadId = await insertPicture(actor, { key, size, sha256, signedUntil });
  const ticket = { uploadId, expiresAt: signedUntil.toISOString() };
  const write = {
    key,
    contentType: PICTURE_TYPE,
    disposition: "inline",
    size,
    sha256,
    expiresIn: UPLOAD_URL_SECONDS,
  };
  if (method === "post") return { ...ticket, method, ...(await signPost(target, write)) };
  return { ...ticket, method: "put", ...(await signPut(target, write, proven)) };
}
