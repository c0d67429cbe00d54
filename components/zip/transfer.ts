import { type Signatures, Unavailable } from "#components/zip/signatures.ts";

/** What an archive needs to know of a file. */
export type ArchiveFile = {
  id: string;
  filename: string;
  /** Bytes. */
  fileSize: number;
  /** UTC, ISO 8601. */
  uploadedAt: string;
};

/** Milliseconds before each new attempt. */
const PAUSES = [500, 2_000, 5_000];

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

async function open(file: ArchiveFile, from: number, urls: Signatures, signal: AbortSignal) {
  const url = await urls.urlOf(file.id);
  const headers: HeadersInit = from === 0 ? {} : { Range: `bytes=${from}-` };
  const response = await fetch(url, { headers, signal, credentials: "omit", cache: "no-store" });
  if (response.status === (from === 0 ? 200 : 206)) return response;
  await response.body?.cancel();
  // The signature may have run out on a slow line.
  if (response.status === 403) urls.forget(file.id);
  throw new Error(`the store answered ${response.status}`);
}

/** Tries, and tries again after each pause; what the server refused is not asked again. */
async function persist<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Unavailable && error.reason !== "transfer") throw error;
      const wait = PAUSES[attempt];
      if (wait === undefined) throw new Unavailable("transfer", { cause: error });
      await pause(wait, signal);
    }
  }
}

/**
 * All of a file's bytes at once; never fewer than it has.
 * @throws {Unavailable} when they cannot be had.
 */
export async function fetchWhole(file: ArchiveFile, urls: Signatures, signal: AbortSignal): Promise<Blob> {
  return persist(signal, async () => {
    const blob = await (await open(file, 0, urls, signal)).blob();
    if (blob.size !== file.fileSize) throw new Error(`${blob.size} of ${file.fileSize} bytes`);
    return blob;
  });
}

/**
 * A large file's bytes as they come; a line that drops is taken up again where it was.
 * @throws {Unavailable} when the rest cannot be had.
 */
export async function* fetchPieces(
  file: ArchiveFile,
  urls: Signatures,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let at = 0;
  while (at < file.fileSize) {
    const response = await persist(signal, () => open(file, at, urls, signal));
    const reader = (response.body ?? new Blob().stream()).getReader();
    const before = at;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        at += value.byteLength;
        if (at > file.fileSize) throw new Unavailable("transfer");
        yield value;
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Unavailable) throw error;
    } finally {
      void reader.cancel().catch(() => undefined);
    }
    if (at === before) throw new Unavailable("transfer");
  }
}
