import type { Kind } from "#lib/documents/constants.ts";
import { previewMode } from "#lib/documents/preview-mode.ts";

/**
 * Whether a file can be published at all: media alone, never a child's document, report or message, and of media what
 * can run nothing in the page of whoever opens the link: raster images, audio, video.
 */
export function isPublishable(file: { kind: Kind; contentType: string }): boolean {
  return file.kind === "media" && ["image", "audio", "video"].includes(previewMode(file.contentType));
}

/** Whether a school's logo can be made of a file. */
export function canBeLogo(file: { kind: Kind; contentType: string }): boolean {
  return isPublishable(file) && previewMode(file.contentType) === "image";
}

/** Seconds in which the store or the worker has copied a file of `size` bytes, or has failed to: 5 MB a second. */
export function copySeconds(size: number): number {
  return 30 + Math.ceil(size / 5_000_000);
}
