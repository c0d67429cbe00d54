import "server-only";
import { fileTypeFromBuffer } from "file-type";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { ByteSource } from "#lib/uploads/byte-source.ts";
import { jpegIsWhole, pdfIsWhole, pngIsWhole } from "#lib/uploads/complete-file.ts";
import { compoundType, zipNames } from "#lib/uploads/office-file.ts";
import { isText } from "#lib/uploads/text-file.ts";

const HEAD = 4100;
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The part that tells an Office file from the others (ECMA-376-1, 11.3.10 and 12.3.23), under its usual name. */
const MAIN_PART: Readonly<Record<string, string>> = {
  [DOCX]: "word/document.xml",
  [XLSX]: "xl/workbook.xml",
};

/** For each declared type: what its first bytes may look like. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  "application/pdf": ["application/pdf"],
  "image/jpeg": ["image/jpeg"],
  "image/png": ["image/png", "image/apng"],
  "image/gif": ["image/gif"],
  "image/webp": ["image/webp"],
  "application/msword": ["application/x-cfb"],
  [DOCX]: ["application/zip", DOCX],
  [XLSX]: ["application/zip", XLSX],
  "text/csv": ["text/plain"],
  "text/plain": ["text/plain"],
  "audio/mpeg": ["audio/mpeg"],
  "audio/mp4": ["audio/x-m4a", "audio/mp4", "video/mp4"],
  "audio/wav": ["audio/wav", "audio/vnd.wave"],
  "audio/ogg": ["audio/ogg", "audio/ogg; codecs=opus", "application/ogg"],
  "video/mp4": ["video/mp4", "video/x-m4v", "video/quicktime"],
  "video/webm": ["video/webm", "video/matroska", "video/x-matroska"],
  "video/quicktime": ["video/quicktime", "video/mp4"],
};

export type Refusal = { code: ErrorCode; details: ErrorDetails };

/** What the first bytes look like: a content type, or a plain guess for what has no signature. */
async function recognise(head: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found) return found.mime;
  const text = Buffer.from(head.subarray(0, 1024)).toString("latin1");
  // Before PDF, which may begin anywhere in the first KiB: a page that is both is a page.
  if (/^(?:\xef\xbb\xbf)?\s*(<!doctype html|<!--|<html|<head|<body|<script|<\?xml|<svg)/i.test(text))
    return "text/html";
  if (text.includes("%PDF-")) return "application/pdf";
  if (text.startsWith("MZ")) return "application/x-msdownload";
  return /[\0-\x08\x0e-\x1a]/.test(text) ? "application/octet-stream" : "text/plain";
}

async function isCutShort(declared: string, source: ByteSource): Promise<boolean> {
  if (declared === "application/pdf") return !(await pdfIsWhole(source));
  if (declared === "image/png") return !(await pngIsWhole(source));
  if (declared === "image/jpeg") return !(await jpegIsWhole(source));
  return false;
}

async function checkOffice(declared: string, source: ByteSource): Promise<Refusal | null> {
  if (declared === "application/msword") {
    const found = await compoundType(source);
    if (found === null) return { code: "file_cut_short", details: { expected: declared } };
    return found === declared ? null : { code: "content_mismatch", details: { expected: declared, found } };
  }
  const mainPart = MAIN_PART[declared];
  if (mainPart === undefined) return null;
  const names = await zipNames(source);
  if (names === null) return { code: "file_cut_short", details: { expected: declared } };
  if (names.includes("[Content_Types].xml") && names.includes(mainPart)) return null;
  return { code: "content_mismatch", details: { expected: declared, found: "application/zip" } };
}

/**
 * Looks at a file's own bytes and says why it is not what it was declared to be, or null when it is (ASVS 5.2.2):
 * by its signature, its ZIP directory or compound-file root, and its ending, so that a file cut short is not taken
 * for a whole one.
 */
export async function sniff(declared: string, source: ByteSource): Promise<Refusal | null> {
  const accepted = ACCEPTED[declared] ?? [];
  const found = await recognise(await source.read(0, HEAD - 1));
  if (!accepted.includes(found)) return { code: "content_mismatch", details: { expected: declared, found } };
  const office = await checkOffice(declared, source);
  if (office !== null) return office;
  if (declared.startsWith("text/") && !(await isText(source))) {
    return { code: "content_mismatch", details: { expected: declared, found: "application/octet-stream" } };
  }
  return (await isCutShort(declared, source))
    ? { code: "file_cut_short", details: { expected: declared } }
    : null;
}
