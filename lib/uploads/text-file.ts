import type { ByteSource } from "#lib/uploads/byte-source.ts";

const PIECE = 1024 * 1024;

/** Whether all of a file is valid UTF-8 without NUL (DESIGN, "The life of an upload"). */
export async function isText(source: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let at = 0; at < source.size; at += PIECE) {
      const bytes = await source.read(at, Math.min(at + PIECE, source.size) - 1);
      if (decoder.decode(bytes, { stream: true }).includes("\0")) return false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    // What the decoder throws for bytes that are no UTF-8; a store that does not answer throws something else.
    if (error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      return false;
    throw error;
  }
}
