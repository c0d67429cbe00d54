/** Bytes and milliseconds for which the rest of a refused body is still read. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 10_000;

/**
 * Reads a body's rest to nowhere, within limits, and then lets go of it. A client that is cut off in the middle of
 * sending often never reads the answer that says why.
 */
export async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => reader.cancel().catch(() => {}), MAX_MS);
  let left = MAX_BYTES;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The connection is gone, which ends the matter.
  } finally {
    clearTimeout(timer);
  }
}
