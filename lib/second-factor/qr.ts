import "server-only";
import { encode } from "uqr";
import type { Enrolment } from "#lib/second-factor/types.ts";

/** Modules that are left free around a QR code (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a QR code: its width in modules, quiet zone included, and its dark ones as the path of an SVG. */
export function qrPicture(text: string): Enrolment["picture"] {
  const { size, data } = encode(text, { ecc: "M", border: QUIET });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return { size, path };
}
