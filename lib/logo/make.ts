import "server-only";
import { findLogoSource } from "#lib/logo/data.ts";
import { beginLogo, failLogo, finishLogo } from "#lib/logo/mutations.ts";
import { dropCopy } from "#lib/publishing/copy.mutations.ts";
import { deleteObject, readObject } from "#lib/storage/objects.ts";
import { putPublic } from "#lib/storage/public.ts";
import { MAX_SOURCE_BYTES } from "#lib/thumbnails/constants.ts";
import { renderLogo } from "#lib/thumbnails/renderer.ts";

/**
 * Draws the logo that a school wants, where bad files can do little, and stores it in the public bucket. Safe to
 * repeat, and to run twice at once: whichever ends last sees to it that the one wanted last is there.
 * @throws {AppError} `storage_*`, `public_not_configured`: the job is then tried again.
 */
export async function makeLogo(schoolId: string): Promise<void> {
  const source = await findLogoSource(schoolId);
  if (source === null) return;
  const { objectId, logoKey, wantedAt } = source;
  const fits = source.key !== null && (source.size ?? 0) <= MAX_SOURCE_BYTES;
  const bytes = fits && source.key !== null ? await readObject(source.key) : null;
  const drawn = bytes === null ? null : await renderLogo(bytes, source.contentType ?? "");
  if (drawn === null || !drawn.ok) return failLogo(schoolId, wantedAt);
  if (!(await beginLogo(objectId))) return;
  await putPublic(logoKey, drawn.image, { contentType: "image/png", disposition: "inline" });
  if (await finishLogo(schoolId, { objectId, wantedAt, size: drawn.image.length })) return;
  await deleteObject(logoKey, "public");
  await dropCopy(objectId);
}
