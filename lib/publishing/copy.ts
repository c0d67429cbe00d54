import "server-only";
import { beginCopy, dropCopy, finishCopy } from "#lib/publishing/copy.mutations.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import { copyToPublic } from "#lib/storage/public.ts";

/**
 * Copies a file that was published to the public bucket. Safe to repeat, and to run twice at once; what was taken back
 * meanwhile is removed again.
 * @throws {AppError} `storage_*`, `public_not_configured`: the job is then tried again.
 */
export async function copyPublished(objectId: string): Promise<void> {
  const plan = await beginCopy(objectId);
  if (plan === null) return;
  const disposition = contentDisposition("inline", plan.filename);
  const shown = {
    contentType: plan.contentType,
    disposition: disposition.length <= 1000 ? disposition : "inline",
  };
  await copyToPublic(plan, plan.publicKey, shown, plan.seconds * 1000);
  if (await finishCopy(objectId)) return;
  await deleteObject(plan.publicKey, "public");
  await dropCopy(objectId);
}
