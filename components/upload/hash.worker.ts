import { createSHA256 } from "hash-wasm";

/** What the worker answers: that it reads, the digest in lower-case hex, or the name of what the browser threw. */
export type HashAnswer = { reading: true } | { sha256: string } | { error: string };

/** Milliseconds between two signs that it reads. */
const SIGN = 1_000;

/** Bytes read at a time. */
const PIECE = 1024 * 1024;

/** A reader that fills memory of ours; null where the browser's files have none. */
function fillingReader(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

/** The pieces of a file, read into the same memory one after another: left to themselves they would pile up. */
async function* pieces(file: Blob): AsyncGenerator<Uint8Array> {
  const stream = file.stream();
  const filling = fillingReader(stream);
  const reader = filling === null ? stream.getReader() : null;
  for (let memory = new ArrayBuffer(PIECE); ; ) {
    const piece = await (filling?.read(new Uint8Array(memory)) ?? reader?.read());
    if (piece === undefined || piece.done) return;
    yield piece.value;
    memory = piece.value.buffer;
  }
}

/** Reads the file in pieces, so that its size does not matter to memory. */
async function digest(file: Blob): Promise<string> {
  const hasher = await createSHA256();
  let said = performance.now();
  for await (const piece of pieces(file)) {
    hasher.update(piece);
    if (performance.now() - said < SIGN) continue;
    said = performance.now();
    self.postMessage({ reading: true } satisfies HashAnswer);
  }
  return hasher.digest("hex");
}

self.addEventListener("message", async ({ data }: MessageEvent<Blob>) => {
  try {
    self.postMessage({ sha256: await digest(data) } satisfies HashAnswer);
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.name : "Error" } satisfies HashAnswer);
  }
});
