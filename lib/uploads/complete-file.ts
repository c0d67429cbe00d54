import type { ByteSource } from "#lib/uploads/byte-source.ts";

const TAIL = 65_536;

const tailOf = (source: ByteSource) => source.read(Math.max(0, source.size - TAIL), source.size - 1);

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** A PDF ends with `%%EOF` (ISO 32000-1, 7.5.5); scanners and mail systems add a little behind it. */
export async function pdfIsWhole(source: ByteSource): Promise<boolean> {
  return latin(await tailOf(source)).includes("%%EOF");
}

/** A PNG ends with its IEND chunk (PNG 3rd ed., 11.2.5). */
export async function pngIsWhole(source: ByteSource): Promise<boolean> {
  return latin(await tailOf(source)).includes("IEND\xaeB`\x82");
}

/**
 * A JPEG ends with an EOI marker, which cannot occur inside its scan data (ITU-T T.81, B.1.1.2). Phones put a short
 * film behind the picture of a "motion photo"; those are told by their own marks.
 */
export async function jpegIsWhole(source: ByteSource): Promise<boolean> {
  const tail = latin(await tailOf(source));
  if (tail.includes("\xff\xd9") || tail.endsWith("SEFT")) return true;
  return /MotionPhoto|MicroVideo/.test(latin(await source.read(0, TAIL - 1)));
}
