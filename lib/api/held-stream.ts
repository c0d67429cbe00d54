import type { Readable } from "node:stream";

/** Bytes read ahead of whoever consumes the stream. */
const READ_AHEAD = 256 * 1024;

/**
 * The bytes of `file`, pulled as they are read. Their end is told only once `whole` has resolved, and its rejection
 * becomes the stream's error: what follows the bytes may still prove them wrong.
 */
export function heldStream(file: Readable, whole: Promise<void>): ReadableStream<Uint8Array> {
  let open = true;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        file.on("data", (chunk: Buffer) => {
          if (!open) return;
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) file.pause();
        });
        // The parser tells the reason; a part that breaks off must not bring the process down.
        file.on("error", () => {});
        const end = (tell: () => void) => {
          if (open) tell();
          open = false;
        };
        whole.then(
          () => end(() => controller.close()),
          (reason: unknown) => end(() => controller.error(reason)),
        );
      },
      pull() {
        file.resume();
      },
      cancel() {
        open = false;
        file.resume();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD }),
  );
}
