import { crc32, deflateSync } from "node:zlib";
import { PDFDocument, rgb } from "pdf-lib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { docxFile, jpegFile, pdfFile, pngFile } from "#lib/testing/sample-files.ts";
import { type Rendered, renderThumbnail } from "#lib/thumbnails/renderer.ts";

const RED = [220, 30, 30] as const;
const BLUE = [30, 30, 220] as const;

/** Red on the left, blue on the right. */
function halves(width: number, height: number) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) pixels.set(at % width < width / 2 ? RED : BLUE, at * 3);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function drawn(rendered: Rendered): Promise<Buffer> {
  if (!rendered.ok) throw new Error(`It was not drawn: ${rendered.reason} ${rendered.detail}`);
  return rendered.image;
}

/** Which of red, blue and white the pixel at this place is nearest to. */
async function colourAt(webp: Buffer, left: number, top: number): Promise<string> {
  const area = { left, top, width: 1, height: 1 };
  const [r = 0, g = 0, b = 0] = await sharp(webp).removeAlpha().extract(area).raw().toBuffer();
  if (g > 150) return "white";
  return r > b ? "red" : "blue";
}

function chunk(type: string, data: Uint8Array): Buffer {
  const frame = Buffer.alloc(8);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A few bytes that claim to be a picture of this many pixels. */
function pngOf(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("a thumbnail", () => {
  test.each(["jpeg", "png", "gif", "webp"] as const)("of a %s is a small WebP of it", async (format) => {
    const bytes = await halves(1000, 500).toFormat(format).toBuffer();
    const webp = await drawn(await renderThumbnail(bytes, `image/${format}`));
    expect(await sharp(webp).metadata()).toMatchObject({ format: "webp", width: 256, height: 128 });
    expect([await colourAt(webp, 20, 64), await colourAt(webp, 236, 64)]).toEqual(["red", "blue"]);
  });

  test("of a photo that was taken upright stands upright, and tells nothing of where it was taken", async () => {
    const bytes = await halves(400, 200)
      .withExif({ IFD0: { Make: "Camera", Copyright: "Ana" }, IFD3: { GPSLatitude: "40/1 25/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const webp = await drawn(await renderThumbnail(bytes, "image/jpeg"));
    const { width, height, exif, icc, xmp, orientation } = await sharp(webp).metadata();
    expect({ width, height, exif, icc, xmp, orientation }).toEqual({ width: 128, height: 256 });
    expect([await colourAt(webp, 64, 20), await colourAt(webp, 64, 236)]).toEqual(["red", "blue"]);
  });

  test("of a small picture is not blown up", async () => {
    for (const [bytes, type] of [
      [pngFile(), "image/png"],
      [jpegFile(), "image/jpeg"],
    ] as const) {
      const { width } = await sharp(await drawn(await renderThumbnail(bytes, type))).metadata();
      expect(width).toBeLessThanOrEqual(8);
    }
  });

  test("of a PDF is its first page, on white", async () => {
    const pdf = await PDFDocument.create();
    const page = pdf.addPage([600, 800]);
    page.drawRectangle({ x: 0, y: 400, width: 600, height: 400, color: rgb(0.9, 0.1, 0.1) });
    pdf.addPage([600, 800]).drawRectangle({ x: 0, y: 0, width: 600, height: 800, color: rgb(0, 0, 1) });
    const bytes = Buffer.from(await pdf.save());
    const webp = await drawn(await renderThumbnail(bytes, "application/pdf"));
    expect(await sharp(webp).metadata()).toMatchObject({ format: "webp", width: 192, height: 256 });
    expect([await colourAt(webp, 96, 20), await colourAt(webp, 96, 236)]).toEqual(["red", "white"]);
  });

  test("of a PDF page as large as a field is as small as any", async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage([2_000_000, 10]);
    const webp = await drawn(await renderThumbnail(Buffer.from(await pdf.save()), "application/pdf"));
    expect(await sharp(webp).metadata()).toMatchObject({ width: 256, height: 1 });
  });
});

describe("a file that cannot be drawn", () => {
  const broken: [string, () => Buffer | Promise<Buffer>, string][] = [
    ["rubbish called a PDF", () => Buffer.from("%PDF-1.7\nrubbish\n%%EOF\n"), "application/pdf"],
    ["a PDF cut short", async () => (await pdfFile()).subarray(0, 200), "application/pdf"],
    ["nothing at all", () => Buffer.alloc(0), "image/png"],
    ["a picture that claims 900 megapixels", () => pngOf(30_000, 30_000, deflateSync("x")), "image/png"],
    ["a picture with broken data", () => pngOf(64, 64, Buffer.from("no zlib")), "image/png"],
    ["SVG called PNG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), "image/png"],
    ["a Word file called JPEG", () => docxFile(), "image/jpeg"],
  ];

  test.each(broken)("%s: says so", async (_name, make, type) => {
    expect(await renderThumbnail(await make(), type)).toMatchObject({ ok: false, reason: "unreadable" });
  });

  test("is ended when its time is up, and the next one is drawn as ever", async () => {
    const bytes = await pdfFile();
    const [slow, next] = await Promise.all([
      renderThumbnail(bytes, "application/pdf", { ms: 1 }),
      renderThumbnail(bytes, "application/pdf"),
    ]);
    expect(slow).toEqual({ ok: false, reason: "too_slow" });
    expect(next.ok).toBe(true);
  });

  // The memory of another process can be read on Linux; elsewhere time alone is the limit.
  test.runIf(process.platform === "linux")("is ended when it takes too much memory", async () => {
    const rendered = await renderThumbnail(pngFile(), "image/png", { memory: 1_000_000 });
    expect(rendered).toEqual({ ok: false, reason: "too_much_memory" });
    expect((await renderThumbnail(pngFile(), "image/png")).ok).toBe(true);
  });
});
