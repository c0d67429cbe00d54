import { createSHA256 } from "hash-wasm";

/** What the worker answers: the digest in lower-case hex, or the name of what the browser threw. */
export type HashAnswer = { sha256: string } | { error: string };

/** Reads the file in pieces, so that its size does not matter to memory. */
async function digest(file: Blob): Promise<string> {
  const hasher = await createSHA256();
  const reader = file.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) hasher.update(piece.value);
  return hasher.digest("hex");
}

self.addEventListener("message", async ({ data }: MessageEvent<Blob>) => {
  try {
    self.postMessage({ sha256: await digest(data) } satisfies HashAnswer);
  } catch (error) {
    self.postMessage({ error: error instanceof Error ? error.name : "Error" } satisfies HashAnswer);
  }
});
