import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { readJpeg, withoutMetadata } from "#lib/profiles/jpeg.ts";
import { cameraPicture, portrait } from "#lib/testing/portraits.ts";

let camera: Buffer;
let clean: Buffer;
beforeAll(async () => {
  camera = await cameraPicture({ width: 120, height: 80 }, 6);
  clean = await portrait(64);
});

/** A note put behind the beginning of a JPEG. */
const withNote = (bytes: Buffer, marker: number, note: string) => {
  const head = Buffer.from([0xff, marker, 0, note.length + 2]);
  return Buffer.concat([bytes.subarray(0, 2), head, Buffer.from(note, "latin1"), bytes.subarray(2)]);
};

describe("what a JPEG says of itself", () => {
  test("are the measures that it is stored with, and whether it carries more than a picture", async () => {
    expect(readJpeg(camera)).toEqual({ width: 80, height: 120, metadata: true });
    expect((await sharp(camera).metadata()).exif).toBeDefined();
    expect(readJpeg(clean)).toEqual({ width: 64, height: 64, metadata: false });
  });

  test.each([
    ["a comment", 0xfe, "taken at home"],
    ["XMP", 0xe1, "http://ns.adobe.com/xap/1.0/\0<x/>"],
    ["IPTC", 0xed, "Photoshop 3.0\0"],
    ["another note", 0xe5, "anything"],
  ])("it carries %s", (_, marker, note) => {
    expect(readJpeg(withNote(clean, marker, note))?.metadata).toBe(true);
  });

  test("so does what is hidden behind its end", () => {
    expect(readJpeg(Buffer.concat([clean, Buffer.from("hidden")]))?.metadata).toBe(true);
  });

  test("of progressive ones as well, whose scans have tables between them", async () => {
    const progressive = await sharp(clean).jpeg({ progressive: true }).toBuffer();
    expect(readJpeg(progressive)).toEqual({ width: 64, height: 64, metadata: false });
  });

  test("none that is cut short says anything", () => {
    for (let length = 0; length < clean.length; length += 1)
      expect(readJpeg(clean.subarray(0, length))).toBeNull();
  });

  test("whatever the bytes are, it comes to an end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        readJpeg(Buffer.concat([Buffer.from([0xff, 0xd8]), noise]));
        withoutMetadata(Buffer.concat([clean.subarray(0, 200), noise]));
      }),
    );
  });
});

describe("a JPEG without its notes", () => {
  test("is the same picture, pixel by pixel, and says nothing more", async () => {
    const stripped = withoutMetadata(withNote(withNote(camera, 0xfe, "home"), 0xed, "Photoshop 3.0\0"));
    expect(readJpeg(stripped ?? new Uint8Array())).toEqual({ width: 80, height: 120, metadata: false });
    const { exif, orientation } = await sharp(stripped ?? undefined).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
    const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
    expect(await pixels(stripped ?? new Uint8Array())).toEqual(await pixels(camera));
  });

  test("is itself where it has none", () => {
    expect(Buffer.from(withoutMetadata(clean) ?? [])).toEqual(clean);
  });
});
