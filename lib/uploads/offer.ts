import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { findSame, sizesOf } from "#lib/documents/same.data.ts";
import { AppError } from "#lib/errors.ts";
import { multipartThreshold } from "#lib/storage/capabilities.ts";
import { MAX_BATCH } from "#lib/uploads/constants.ts";
import { requestUploads } from "#lib/uploads/request.ts";
import type { OfferedFile, UploadOffer } from "#lib/uploads/types.ts";

/** What is known before anything is opened: a file that is here, or that must be read to tell. Null for the rest. */
async function known(actor: Actor, files: readonly OfferedFile[]): Promise<(UploadOffer | null)[]> {
  const compared = files.filter((file) => file.keepBoth !== true && file.replaces === undefined);
  const threshold = multipartThreshold();
  const unread = compared.filter(({ sha256, size }) => sha256 === undefined && size > threshold);
  const [same, sizes] = await Promise.all([
    findSame(
      actor,
      compared.flatMap(({ sha256, size }) => (sha256 === undefined ? [] : [{ sha256, size }])),
    ),
    sizesOf(
      actor,
      unread.map(({ size }) => size),
    ),
  ]);
  return files.map((file) => {
    if (!compared.includes(file)) return null;
    const here = same.find(({ sha256, fileSize }) => sha256 === file.sha256 && fileSize === file.size);
    if (here !== undefined) return { ok: true, here };
    return unread.includes(file) && sizes.has(file.size) ? { ok: true, readFirst: true } : null;
  });
}

/**
 * `requestUploads` for the page: a file whose bytes the school has already, among the documents that the actor may
 * read, opens no upload unless both are wanted. What others have and the actor may not read is answered like what
 * nobody has.
 * @throws {AppError} as `requestUploads`.
 */
export async function offerUploads(actor: Actor, files: readonly OfferedFile[]): Promise<UploadOffer[]> {
  if (files.length > MAX_BATCH) throw new AppError("invalid_request", { limit: MAX_BATCH });
  const fresh = files.filter(({ replaces }) => replaces === undefined);
  for (const kind of new Set(fresh.map((file) => file.kind))) {
    await authorize(actor, permissionFor(kind, "write"));
  }
  const offers = await known(actor, files);
  const open = files.filter((_, at) => offers[at] === null);
  const answers = open.length === 0 && files.length > 0 ? [] : await requestUploads(actor, open);
  return offers.map((offer) => {
    const answer = offer ?? answers.shift();
    if (answer === undefined) throw new Error("A file was asked for and not answered.");
    return answer;
  });
}
