import type { Square } from "#components/profiles/crop.ts";
import { PICTURE_TYPE } from "#lib/profiles/constants.ts";
import { withoutMetadata } from "#lib/profiles/jpeg.ts";

/** Pixels of the longer side of what is cut from: phones have no room for two of a camera's full pictures. */
const WORKING_SIDE = 2048;

/** 0 to 1: what faces look right at, at some 60 kB. */
const QUALITY = 0.88;

const canvasOf = (width: number, height: number) => {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
};

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("there is no canvas to draw on");
  context.imageSmoothingQuality = "high";
  return context;
}

/**
 * Reads a picture, upright as its camera was held, into a canvas; large ones smaller.
 * @throws what the browser throws where it cannot read it.
 */
export async function readPicture(file: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const by = Math.min(1, WORKING_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = canvasOf(
    Math.max(1, Math.round(bitmap.width * by)),
    Math.max(1, Math.round(bitmap.height * by)),
  );
  contextOf(canvas).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** Draws what is cut out over the whole of a canvas. What can be seen through becomes white, as JPEG has no such thing. */
export function drawSquare(
  picture: HTMLCanvasElement,
  { left, top, side }: Square,
  target: HTMLCanvasElement,
): void {
  const context = contextOf(target);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, target.width, target.height);
  context.drawImage(picture, left, top, side, side, 0, 0, target.width, target.height);
}

/**
 * What is cut out as a JPEG of `pixels` by `pixels`, drawn anew, so that nothing is left of what its file said of where
 * and when it was taken.
 */
export async function cutOut(picture: HTMLCanvasElement, square: Square, pixels: number): Promise<File> {
  const canvas = canvasOf(pixels, pixels);
  drawSquare(picture, square, canvas);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, PICTURE_TYPE, QUALITY));
  const clean = blob && withoutMetadata(new Uint8Array(await blob.arrayBuffer()));
  if (!clean) throw new Error("the browser made no JPEG");
  return new File([clean], "picture.jpg", { type: PICTURE_TYPE });
}
