import type { PreviewMode } from "#lib/documents/types.ts";

/**
 * How a type can be shown. Whatever is not here is only ever served as an attachment: raster images, PDF, plain
 * text and tables, audio and video can run no script in a page of ours (assurance, "Serving and names").
 */
export function previewMode(contentType: string): PreviewMode {
  if (/^image\/(jpeg|png|gif|webp)$/.test(contentType)) return "image";
  if (contentType === "application/pdf") return "pdf";
  if (contentType === "text/plain") return "text";
  if (/^text\/(csv|tab-separated-values)$/.test(contentType)) return "table";
  if (/^audio\/(mpeg|mp4|wav|ogg)$/.test(contentType)) return "audio";
  if (/^video\/(mp4|webm|quicktime)$/.test(contentType)) return "video";
  return "none";
}
