/** What a JPEG says of itself. */
export type JpegFacts = {
  /** Pixels, as they are stored. */
  width: number;
  height: number;
  /** Whether it carries what is no picture: EXIF, XMP, IPTC, comments, or anything behind its end. */
  metadata: boolean;
};

type Segment = { marker: number; start: number; end: number };

const SOS = 0xda;
const EOI = 0xd9;

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
/** Frame headers (ITU-T T.81, table B.1): all of C0 to CF but DHT, JPG and DAC. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** JFIF (APP0) and Adobe's note of the colours (APP14) are needed to draw it; all other notes are not. */
const isNote = (marker: number) => marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee);

/** Where the data of a scan end: at the next marker that is neither a stuffed zero nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

/**
 * Every segment of a JPEG in its order (ITU-T T.81, B.1.1), a scan with its data as one; null where the bytes are none
 * or end too early. What follows the end of the picture is in no segment.
 */
function segmentsOf(bytes: Uint8Array): Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments: Segment[] = [{ marker: 0xd8, start: 0, end: 2 }];
  for (let at = 2; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) return [...segments, { marker, start: at, end: at + 2 }];
    const length = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const head = at + 2 + length;
    if (length < 2 || head > bytes.length) return null;
    const end = marker === SOS ? scanEnd(bytes, head) : head;
    segments.push({ marker, start: at, end });
    at = end;
  }
  return null;
}

/** Reads the markers of a whole JPEG; null where it is none, or not whole. Its pixels are not decoded. */
export function readJpeg(bytes: Uint8Array): JpegFacts | null {
  const segments = segmentsOf(bytes);
  const frame = segments?.find(({ marker }) => isFrame(marker));
  if (!segments || frame === undefined || !segments.some(({ marker }) => marker === SOS)) return null;
  const [high = 0, low = 0, wide = 0, narrow = 0] = bytes.subarray(frame.start + 5, frame.start + 9);
  const behind = (segments.at(-1)?.end ?? 0) < bytes.length;
  return {
    width: wide * 256 + narrow,
    height: high * 256 + low,
    metadata: behind || segments.some(({ marker }) => isNote(marker)),
  };
}

/**
 * A JPEG without everything that is no picture. Browsers on iOS and macOS write EXIF of their own into what a canvas
 * gives. Null where the bytes are no whole JPEG.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const kept = segmentsOf(bytes)?.filter(({ marker }) => !isNote(marker));
  if (kept === undefined) return null;
  const clean = new Uint8Array(kept.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of kept) {
    clean.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  return clean;
}
