import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";

/** What pdf.js asks for while it draws, by the name it uses; built assets have names of their own. */
const WASM: Readonly<Record<string, URL>> = {
  "jbig2.wasm": new URL("pdfjs-dist/wasm/jbig2.wasm", import.meta.url),
  "openjpeg.wasm": new URL("pdfjs-dist/wasm/openjpeg.wasm", import.meta.url),
  "qcms_bg.wasm": new URL("pdfjs-dist/wasm/qcms_bg.wasm", import.meta.url),
};

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

/** Begins to load a PDF from a signed address, in pieces. Nothing in it is run: forms and scripts stay closed. */
export function openPdf(url: string): pdfjs.PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    url,
    BinaryDataFactory: BinaryData,
    useWorkerFetch: false,
    enableXfa: false,
    // Larger pictures than this have taken browsers down.
    maxImageSize: 100_000_000,
  });
}

/** Whether a PDF could not be opened because it asks for a password. */
export function isLocked(error: unknown): boolean {
  return error instanceof pdfjs.PasswordException;
}

export type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
