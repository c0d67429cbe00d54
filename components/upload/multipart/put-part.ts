import type { SignedPart } from "#components/upload/multipart/signatures.ts";

/** Milliseconds without a byte moving after which a part counts as dropped; longer before the first, for its turn may not have come. */
const SILENCE = 45_000;
const FIRST_BYTE = 180_000;

/** What the store answered; status 0 is no answer. `etag` is null where the bucket's CORS rules hide it. */
export type PartAnswer = { status: number; etag: string | null };

/** Sends a part straight to the store. Ends with status 0 when the signal says so. */
export function putPart(
  { url, headers }: SignedPart,
  bytes: Blob,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<PartAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    let silence = setTimeout(stop, FIRST_BYTE);
    request.upload.addEventListener("progress", ({ loaded }) => {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE);
      onProgress(loaded);
    });
    request.addEventListener("loadend", () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", stop);
      resolve({ status: request.status, etag: request.getResponseHeader("etag") });
    });
    signal.addEventListener("abort", stop, { once: true });
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(bytes);
  });
}
