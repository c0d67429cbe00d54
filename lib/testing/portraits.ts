import sharp, { type Sharp } from "sharp";

/** The colours of a portrait's quarters, as it is seen when it stands upright. */
export const QUARTERS = {
  topLeft: [200, 40, 40],
  topRight: [40, 160, 60],
  bottomLeft: [40, 70, 200],
  bottomRight: [220, 190, 40],
} as const;

/** Where its camera says it was taken. */
const PLACE = { GPSLatitude: "40/1 25/1 0/1", GPSLatitudeRef: "N" };

/** How a camera that is held in one of eight ways turns and mirrors what it stores (EXIF 2.32, 4.6.4 A). */
const STORED: Readonly<Record<number, (upright: Sharp) => Sharp>> = {
  1: (upright) => upright,
  3: (upright) => upright.rotate(180),
  6: (upright) => upright.rotate(270),
  8: (upright) => upright.rotate(90),
};

/**
 * A real JPEG of four colours, stored as a camera held so would store it, with EXIF that says how it is held and where.
 * @param size in pixels, as it is seen.
 */
export async function cameraPicture(
  size: { width: number; height: number },
  orientation: 1 | 3 | 6 | 8,
): Promise<Buffer> {
  const { width, height } = size;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const row = y < height / 2 ? "top" : "bottom";
      const side = x < width / 2 ? "Left" : "Right";
      pixels.set(QUARTERS[`${row}${side}`], (y * width + x) * 3);
    }
  }
  const stored = await (STORED[orientation] ?? ((same) => same))(
    sharp(pixels, { raw: { width, height, channels: 3 } }),
  )
    .png()
    .toBuffer();
  return sharp(stored)
    .withMetadata({ orientation })
    .withExifMerge({ IFD0: { Make: "Test", Orientation: String(orientation) }, IFD3: PLACE })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A square JPEG as a browser makes it of what is cut out: nothing but the picture. Each colour is another one. */
export async function portrait(side = 64, red = 90): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: { r: red, g: 120, b: 90 } } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
