import "server-only";
import { log } from "#lib/log.ts";
import { newThumbnailKey } from "#lib/storage/keys.ts";
import { deleteObject, putThumbnail, readObject } from "#lib/storage/objects.ts";
import { MAX_SOURCE_BYTES } from "#lib/thumbnails/constants.ts";
import { findThumbnailSource, type ThumbnailSource } from "#lib/thumbnails/data.ts";
import { finishThumbnail, planThumbnail, rememberFailure } from "#lib/thumbnails/mutations.ts";
import { type Rendered, renderThumbnail } from "#lib/thumbnails/renderer.ts";

type Drawn = Rendered | { ok: false; reason: "too_large" | "missing" };

async function draw(source: ThumbnailSource): Promise<Drawn> {
  if (source.size > MAX_SOURCE_BYTES) return { ok: false, reason: "too_large" };
  const bytes = await readObject(source.key);
  return bytes === null ? { ok: false, reason: "missing" } : renderThumbnail(bytes, source.contentType);
}

/** What a busy machine can bring about as well as a hostile file. */
const BY_CHANCE: readonly string[] = ["too_slow", "too_much_memory", "crashed"];

/**
 * Makes a document's thumbnail and stores it: its row first, then its bytes, and the document shows it when both are
 * there. A file that cannot be drawn is remembered, and nobody tries it again. Safe to repeat, and to run twice at once.
 * @param options.lastTry whether a file that took too long or ended its process has had its tries.
 * @throws {AppError} `storage_*`: the job is then tried again.
 */
export async function makeThumbnail(documentId: string, options: { lastTry: boolean }): Promise<void> {
  const source = await findThumbnailSource(documentId);
  if (source === null) return;
  const drawn = await draw(source);
  if (!drawn.ok) {
    if (BY_CHANCE.includes(drawn.reason) && !options.lastTry) throw new Error(`thumbnail: ${drawn.reason}`);
    log.info({ documentId, ...drawn }, "no thumbnail can be made");
    await rememberFailure(source);
    return;
  }
  const webp = drawn.image;
  const key = newThumbnailKey(source.schoolId, documentId);
  const objectId = await planThumbnail(source, key, webp.length);
  await putThumbnail(key, webp);
  if (!(await finishThumbnail(source, objectId))) await deleteObject(key);
}
