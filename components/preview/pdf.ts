import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import type { SignedSource } from "#components/preview/signed-source.ts";

/** What pdf.js asks for while it draws, by the name it uses; built assets have names of their own. */
const WASM: Readonly<Record<string, URL>> = {
  "jbig2.wasm": new URL("pdfjs-dist/wasm/jbig2.wasm", import.meta.url),
  "openjpeg.wasm": new URL("pdfjs-dist/wasm/openjpeg.wasm", import.meta.url),
  "qcms_bg.wasm": new URL("pdfjs-dist/wasm/qcms_bg.wasm", import.meta.url),
};

/** Bytes that are asked for at once: most letters come in one piece. */
const PIECE = 256 * 1024;

pdfjs.GlobalWorkerOptions.workerSrc = new URL(
  "pdfjs-dist/legacy/build/pdf.worker.min.mjs",
  import.meta.url,
).toString();

/** Brings pdf.js the decoders of scanned pages; fonts it takes from the device. */
class BinaryData {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = WASM[filename];
    if (url === undefined) throw new Error(`Not served here: ${filename}`);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${filename}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Brings pdf.js the pieces of a file that it asks for. Those that could not be had wait for `again`. */
class Pieces extends pdfjs.PDFDataRangeTransport {
  readonly #source: SignedSource;
  readonly #control = new AbortController();
  readonly #onStall: () => void;
  #missing: [begin: number, end: number][] = [];

  constructor(length: number, source: SignedSource, onStall: () => void) {
    super(length, null);
    this.#source = source;
    this.#onStall = onStall;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#source.read(begin, end, this.#control.signal).then(
      (bytes) => this.#control.signal.aborted || this.onDataRange(begin, bytes),
      () => {
        if (this.#control.signal.aborted) return;
        this.#missing.push([begin, end]);
        this.#onStall();
      },
    );
  }

  again(): void {
    const missing = this.#missing;
    this.#missing = [];
    for (const [begin, end] of missing) this.requestDataRange(begin, end);
  }

  override abort(): void {
    this.#control.abort();
  }
}

/** A PDF on its way, and the means to ask again for pieces that did not come. */
export type Opening = { task: pdfjs.PDFDocumentLoadingTask; again: () => void };

/**
 * Begins to load a PDF of `length` bytes, in pieces as they are needed. Nothing in it is run: forms, links and scripts
 * stay closed.
 */
export function openPdf(length: number, source: SignedSource, onStall: () => void): Opening {
  const pieces = new Pieces(length, source, onStall);
  const task = pdfjs.getDocument({
    range: pieces,
    rangeChunkSize: PIECE,
    disableStream: true,
    // Pages that nobody looks at are not fetched.
    disableAutoFetch: true,
    BinaryDataFactory: BinaryData,
    useWorkerFetch: false,
    enableXfa: false,
    // Larger pictures than this have taken browsers down.
    maxImageSize: 100_000_000,
  });
  return { task, again: () => pieces.again() };
}

/** Whether a PDF could not be opened because it asks for a password. */
export function isLocked(error: unknown): boolean {
  return error instanceof pdfjs.PasswordException;
}

export type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
export { TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";
