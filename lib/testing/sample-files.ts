import { createHash, randomUUID } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { PDFDocument } from "pdf-lib";
import { zipFile } from "#lib/testing/zip-file.ts";

/** Real, small files built in code; each one differs from every other, so that no test leans on equal bytes. */

export const TYPES = {
  pdf: "application/pdf",
  png: "image/png",
  jpeg: "image/jpeg",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export async function pdfFile(text: string = randomUUID()): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([200, 100]).drawText(text, { x: 10, y: 50, size: 10 });
  return Buffer.from(await pdf.save());
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

export function pngFile(text: string = randomUUID()): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    pngChunk("IHDR", header),
    pngChunk("tEXt", Buffer.from(`Comment\0${text}`)),
    pngChunk("IDAT", deflateSync(Buffer.from([0, 255]))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function jpegSegment(marker: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** One grey block. `app1` is put where cameras put EXIF and XMP; `behind` follows the picture. */
export function jpegFile(parts: { app1?: Uint8Array; behind?: Uint8Array } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1")),
    ...(parts.app1 ? [jpegSegment(0xe1, parts.app1)] : []),
    jpegSegment(0xfe, Buffer.from(randomUUID())),
    jpegSegment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
    jpegSegment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    jpegSegment(0xc4, Buffer.from([0x00, 1, ...Array<number>(15).fill(0), 0])),
    jpegSegment(0xc4, Buffer.from([0x10, 1, ...Array<number>(15).fill(0), 0])),
    jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x3f, 0xff, 0xd9]),
    parts.behind ?? Buffer.alloc(0),
  ]);
}

/** Class ids of compound files, as their root entry holds them ([MS-CFB] 2.6.1). */
export const COMPOUND_CLASS = {
  word: "0609020000000000c000000000000046",
  excel: "2008020000000000c000000000000046",
  installer: "84100c0000000000c000000000000046",
  powerpoint: "108d81649b4fcf1186ea00aa00b929e8",
} as const;

function compoundEntry(name: string, type: number, start: number, size: number, classId = ""): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, "utf16le");
  entry.writeUInt16LE((name.length + 1) * 2, 64);
  entry[66] = type;
  entry[67] = 1;
  entry.fill(0xff, 68, 80);
  if (type === 5) entry.writeUInt32LE(1, 76);
  entry.write(classId, 80, "hex");
  entry.writeUInt32LE(start, 116);
  entry.writeUInt32LE(size, 120);
  return entry;
}

/** A compound file with one stream: what `.doc`, `.xls` and `.msi` are. */
export function compoundFile(classId: string = COMPOUND_CLASS.word, stream = "WordDocument"): Buffer {
  const header = Buffer.alloc(512);
  header.write("d0cf11e0a1b11ae1", "hex");
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(0xfffffffe, 60);
  header.writeUInt32LE(0xfffffffe, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  const chain = [0xfffffffd, 0xfffffffe, 3, 4, 5, 6, 7, 8, 9, 0xfffffffe];
  chain.forEach((next, at) => table.writeUInt32LE(next, at * 4));
  const directory = Buffer.alloc(512);
  compoundEntry("Root Entry", 5, 0xfffffffe, 0, classId).copy(directory, 0);
  compoundEntry(stream, 2, 2, 4096).copy(directory, 128);
  const content = Buffer.alloc(4096);
  content.write(randomUUID());
  return Buffer.concat([header, table, directory, content]);
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;

export function docxFile(text: string = randomUUID()): Buffer {
  return zipFile({
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": "<Relationships/>",
    "word/document.xml": `<w:document><w:body><w:p>${text}</w:p></w:body></w:document>`,
  });
}

/** A DOCX as some writers make it: the text comes first and is long. */
export function docxFileTextFirst(): Buffer {
  return zipFile({
    "word/document.xml": `<w:document>${"a long text ".repeat(2000)}${randomUUID()}</w:document>`,
    "_rels/.rels": "<Relationships/>",
    "[Content_Types].xml": CONTENT_TYPES,
  });
}

/** The beginning of a Windows program. */
export function exeFile(): Buffer {
  const file = Buffer.alloc(1024);
  file.write("MZ");
  file.writeUInt32LE(0x80, 0x3c);
  file.write("PE\0\0", 0x80);
  file.write(randomUUID(), 0x200);
  return file;
}

export function htmlFile(inside = ""): Buffer {
  return Buffer.from(`<!doctype html><script>alert("${randomUUID()}")</script>${inside}`);
}
