/** One encoded picture of a film. */
export type Frame = { bytes: Uint8Array; isKey: boolean };

/** What a film's header says of its pictures. `framesPerSecond` is the same throughout. */
export type Film = { width: number; height: number; framesPerSecond: number; frames: readonly Frame[] };

const u8 = (...values: number[]) => Buffer.from(values);
const u16 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16BE(value, at * 2));
  return bytes;
};
const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32BE(value, at * 4));
  return bytes;
};
const ascii = (text: string) => Buffer.from(text, "latin1");

function box(type: string, ...parts: Uint8Array[]): Buffer {
  const size = 8 + parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([u32(size), ascii(type), ...parts]);
}

/** A box with version 0 and these flags. */
const full = (type: string, flags: number, ...parts: Uint8Array[]) => box(type, u32(flags), ...parts);

/** No turn and no zoom, in 16.16 and 2.30 fixed point. */
const PLAIN = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function sampleEntry({ width, height }: Film): Buffer {
  const resolution = 0x480000;
  const name = Buffer.alloc(32);
  const visual = [Buffer.alloc(6), u16(1), Buffer.alloc(16), u16(width, height)];
  const more = [u32(resolution, resolution, 0), u16(1), name, u16(24, 0xffff)];
  // Profile 0, level 1.1, 8 bits of 4:2:0, BT.709 throughout, limited range.
  const configuration = full("vpcC", 0x1000000, u8(0, 11, 0x82, 1, 1, 1), u16(0));
  return box("vp09", ...visual, ...more, configuration);
}

function sampleTable(film: Film, offset: number): Buffer {
  const { frames } = film;
  const keys = frames.flatMap(({ isKey }, at) => (isKey ? [at + 1] : []));
  return box(
    "stbl",
    full("stsd", 0, u32(1), sampleEntry(film)),
    full("stts", 0, u32(1, frames.length, 1)),
    full("stss", 0, u32(keys.length, ...keys)),
    full("stsc", 0, u32(1, 1, frames.length, 1)),
    full("stsz", 0, u32(0, frames.length, ...frames.map(({ bytes }) => bytes.length))),
    full("stco", 0, u32(1, offset)),
  );
}

function movie(film: Film, offset: number): Buffer {
  const { width, height, framesPerSecond, frames } = film;
  const length = frames.length;
  const header = full(
    "mvhd",
    0,
    u32(0, 0, framesPerSecond, length, 0x10000),
    u16(0x100, 0),
    u32(0, 0),
    PLAIN,
    Buffer.alloc(24),
    u32(2),
  );
  const track = full(
    "tkhd",
    3,
    u32(0, 0, 1, 0, length, 0, 0),
    u16(0, 0, 0, 0),
    PLAIN,
    u32(width * 65_536, height * 65_536),
  );
  const language = 0x55c4; // "und"
  const media = box(
    "mdia",
    full("mdhd", 0, u32(0, 0, framesPerSecond, length), u16(language, 0)),
    full("hdlr", 0, u32(0), ascii("vide"), Buffer.alloc(12), ascii("Pictures\0")),
    box(
      "minf",
      full("vmhd", 1, u16(0, 0, 0, 0)),
      box("dinf", full("dref", 0, u32(1), full("url ", 1))),
      sampleTable(film, offset),
    ),
  );
  return box("moov", header, box("trak", track, media));
}

/** An MP4 file (ISO/IEC 14496-12) of VP9 pictures, its header first so that it plays while it loads. */
export function mp4(film: Film): Buffer {
  const type = box("ftyp", ascii("isom"), u32(0x200), ascii("isomiso2mp41"));
  const before = type.length + movie(film, 0).length + 8;
  return Buffer.concat([type, movie(film, before), box("mdat", ...film.frames.map(({ bytes }) => bytes))]);
}
