import type { ByteSource } from "#lib/uploads/byte-source.ts";

const TAIL = 65_536;

const tailOf = (source: ByteSource) => source.read(Math.max(0, source.size - TAIL), source.size - 1);

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/**
 * A PDF ends with `%%EOF` (ISO 32000-1, 7.5.5); scanners and mail systems add a little behind it. One made for the web
 * or changed later has an earlier `%%EOF` too: objects behind the last one tell that the true ending is missing.
 */
export async function pdfIsWhole(source: ByteSource): Promise<boolean> {
  const tail = latin(await tailOf(source));
  const ending = tail.lastIndexOf("%%EOF");
  return ending >= 0 && !/\b\d+\s+\d+\s+obj\b/.test(tail.slice(ending));
}

/** A PNG ends with its IEND chunk (PNG 3rd ed., 11.2.5). */
export async function pngIsWhole(source: ByteSource): Promise<boolean> {
  return latin(await tailOf(source)).includes("IEND\xaeB`\x82");
}

/**
 * Where the picture's own data begin: behind every segment of the head, so that a thumbnail in one of them is not taken
 * for the picture. Null where the head is longer than `head`, -1 where it is broken off.
 */
function scanStart(head: Uint8Array, size: number): number | null {
  for (let at = 2; at < size; ) {
    if (at + 4 > head.length) return head.length < size ? null : -1;
    const [lead, marker = 0, high = 0, low = 0] = head.subarray(at, at + 4);
    if (lead !== 0xff) return null;
    if (marker === 0xda) return at;
    at += marker === 0xff ? 1 : 2 + high * 256 + low;
  }
  return -1;
}

/**
 * A JPEG ends with an EOI marker, which cannot occur inside its scan data (ITU-T T.81, B.1.1.2). Phones put a short
 * film behind the picture of a "motion photo"; those are told by their own marks.
 */
export async function jpegIsWhole(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, TAIL - 1);
  const scan = scanStart(head, source.size);
  if (scan === -1) return false;
  const tail = latin(await tailOf(source));
  const searched = Math.max(0, (scan ?? 0) - Math.max(0, source.size - TAIL));
  if (tail.includes("\xff\xd9", searched) || tail.endsWith("SEFT")) return true;
  return /MotionPhoto|MicroVideo/.test(latin(head));
}
