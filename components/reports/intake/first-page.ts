import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import { MAX_TEXT } from "#lib/reports/constants.ts";

pdfjs.GlobalWorkerOptions.workerSrc = new URL(
  "pdfjs-dist/legacy/build/pdf.worker.min.mjs",
  import.meta.url,
).toString();

/** Milliseconds after which a file is given up: a broken one may never come to its end. */
const PATIENCE = 10_000;

/** One for all files: a worker of its own for each of several hundred would take longer than their reading. */
let worker: pdfjs.PDFWorker | null = null;

async function textOf(task: pdfjs.PDFDocumentLoadingTask): Promise<string> {
  const pdf = await task.promise;
  const { items } = await (await pdf.getPage(1)).getTextContent();
  return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
}

/**
 * What the first page of a PDF says, line by line; empty for a scan, and for what cannot be read. It is read here: the
 * file stays in the browser, and nothing in it is run.
 */
export async function readFirstPage(file: Blob): Promise<string> {
  worker ??= new pdfjs.PDFWorker();
  const task = pdfjs.getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    worker,
    enableXfa: false,
    useWorkerFetch: false,
    disableFontFace: true,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(""), PATIENCE);
  });
  try {
    const text = await Promise.race([textOf(task), patience]);
    // PostgreSQL never sees it, but an answer must be well-formed to be sent.
    return text.slice(0, MAX_TEXT).toWellFormed();
  } catch {
    return "";
  } finally {
    clearTimeout(timer);
    await task.destroy().catch(() => undefined);
  }
}
