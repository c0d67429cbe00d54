import { type PDFiumDocument, PDFiumLibrary } from "@hyzyla/pdfium";
import sharp, { type Sharp } from "sharp";
import { MAX_SOURCE_PIXELS, THUMBNAIL_EDGE } from "#lib/thumbnails/constants.ts";

// Nothing but these decoders: a file that is something else in truth finds none.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadNsgifBuffer",
    "VipsForeignLoadWebpBuffer",
  ],
});
sharp.cache(false);
sharp.concurrency(1);

/** What a picture is written as: WebP for lists, PNG for a logo. */
export type Format = "webp" | "png";

let pdfium: Promise<PDFiumLibrary> | undefined;

function picture(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_SOURCE_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ width: THUMBNAIL_EDGE, height: THUMBNAIL_EDGE, fit: "inside", withoutEnlargement: true });
}

async function firstPage(document: PDFiumDocument): Promise<Sharp> {
  if (document.getPageCount() < 1) throw new Error("The PDF has no page.");
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = THUMBNAIL_EDGE / Math.max(originalWidth, originalHeight);
  if (!(originalWidth > 0 && originalHeight > 0 && scale > 0)) throw new Error("The page has no size.");
  const drawn = await page.render({
    width: Math.max(1, Math.round(originalWidth * scale)),
    height: Math.max(1, Math.round(originalHeight * scale)),
    render: "bitmap",
  });
  return sharp(drawn.data, { raw: { width: drawn.width, height: drawn.height, channels: 4 } });
}

async function pageOf(bytes: Uint8Array): Promise<Sharp> {
  pdfium ??= PDFiumLibrary.init();
  const document = await (await pdfium).loadDocument(bytes);
  try {
    return await firstPage(document);
  } finally {
    document.destroy();
  }
}

/**
 * Draws a small picture of a file, upright, without anything else that the file carries. Runs decoders on
 * whatever somebody uploaded: call it in the process that is made for that (`renderer.ts`).
 * @throws when the file cannot be drawn.
 */
export async function render(bytes: Uint8Array, contentType: string, format: Format): Promise<Buffer> {
  const small = contentType === "application/pdf" ? await pageOf(bytes) : picture(bytes);
  return format === "png"
    ? small.png({ compressionLevel: 9 }).toBuffer()
    : small.webp({ quality: 75, effort: 4 }).toBuffer();
}
