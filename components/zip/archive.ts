import { makeZip } from "client-zip";
import { archiveNames } from "#components/zip/names.ts";
import { type Reason, type Sign, Signatures, Unavailable } from "#components/zip/signatures.ts";
import { type ArchiveFile, fetchPieces, fetchWhole } from "#components/zip/transfer.ts";

/** Bytes up to which a file is held whole before it goes in: if it cannot be had, the archive goes on without it. */
const WHOLE = 16_000_000;
/** Files fetched ahead of the one being written. */
const AHEAD = 4;

/** A file that is not in the archive. */
export type Missing = { filename: string; reason: Reason };

/** How far an archive is: files and bytes that are in it. */
export type Progress = { files: number; bytes: number };

export type ArchiveOptions = {
  sign: Sign;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  /** The name and the words of the list of what is missing, which goes into the archive. */
  list: { name: string; write: (missing: readonly Missing[]) => string };
};

/** A large file broke off when it was half in the archive, which is worth nothing then. */
export class BrokenOff extends Error {
  readonly filename: string;

  constructor(filename: string, options?: ErrorOptions) {
    super(filename, options);
    this.filename = filename;
  }
}

/** Not one of the files could be had. */
export class NothingLeft extends Error {
  readonly missing: readonly Missing[];

  constructor(missing: readonly Missing[]) {
    super("not one of the files could be had");
    this.missing = missing;
  }
}

/**
 * A zip of files, fetched from the store as it is written, none compressed again. What cannot be had is listed in
 * `missing` and in the archive itself: no archive is incomplete without saying so. `failure` tells why the stream broke.
 */
export function zipOf(
  files: readonly ArchiveFile[],
  options: ArchiveOptions,
): { stream: ReadableStream<Uint8Array>; missing: readonly Missing[]; failure: () => unknown } {
  const missing: Missing[] = [];
  // Whoever reads the stream may be told no more than that it failed: what of is kept here.
  let failure: unknown = null;
  async function* kept() {
    try {
      yield* entries(files, options, missing, (error) => (failure = error));
    } catch (error) {
      failure ??= error;
      throw error;
    }
  }
  return { stream: makeZip(kept()), missing, failure: () => failure };
}

async function* entries(
  files: readonly ArchiveFile[],
  options: ArchiveOptions,
  missing: Missing[],
  onBroken: (error: BrokenOff) => void,
) {
  const { sign, signal, onProgress, list } = options;
  const names = archiveNames([...files.map(({ filename }) => filename), list.name]);
  const urls = new Signatures(
    files.map(({ id }) => id),
    sign,
  );
  const ahead = new Map<number, Promise<Blob>>();
  const start = (at: number) => {
    const file = files[at];
    if (file === undefined || file.fileSize > WHOLE || ahead.has(at)) return;
    const blob = fetchWhole(file, urls, signal);
    // Whoever waits for it hears of the failure; until somebody does, nobody need.
    blob.catch(() => undefined);
    ahead.set(at, blob);
  };
  let bytes = 0;
  for (const [at, file] of files.entries()) {
    signal.throwIfAborted();
    for (let next = at; next <= at + AHEAD; next += 1) start(next);
    const meta = { name: names[at], lastModified: new Date(file.uploadedAt), size: file.fileSize };
    const count = (more: number) => {
      bytes += more;
      onProgress({ files: at, bytes });
    };
    try {
      const whole = ahead.get(at);
      ahead.delete(at);
      if (whole === undefined) {
        await urls.urlOf(file.id);
        yield { ...meta, input: counted(file, urls, signal, count, onBroken) };
      } else {
        const blob = await whole;
        count(blob.size);
        yield { ...meta, input: blob };
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      missing.push({ filename: file.filename, reason: error.reason });
    }
    onProgress({ files: at + 1, bytes });
  }
  if (missing.length === files.length) throw new NothingLeft(missing);
  if (missing.length > 0) yield { name: names.at(-1), lastModified: new Date(), input: list.write(missing) };
}

async function* counted(
  file: ArchiveFile,
  urls: Signatures,
  signal: AbortSignal,
  count: (bytes: number) => void,
  onBroken: (error: BrokenOff) => void,
) {
  try {
    for await (const piece of fetchPieces(file, urls, signal)) {
      count(piece.byteLength);
      yield piece;
    }
  } catch (error) {
    signal.throwIfAborted();
    const broken = new BrokenOff(file.filename, { cause: error });
    onBroken(broken);
    throw broken;
  }
}
