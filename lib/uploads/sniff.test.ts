import { describe, expect, test } from "vitest";
import {
  COMPOUND_CLASS,
  compoundFile,
  docxFile,
  docxFileTextFirst,
  exeFile,
  htmlFile,
  jpegFile,
  pdfFile,
  pngFile,
  TYPES,
} from "#lib/testing/sample-files.ts";
import { zipFile } from "#lib/testing/zip-file.ts";
import type { ByteSource } from "#lib/uploads/byte-source.ts";
import { withEdges } from "#lib/uploads/byte-source.ts";
import { sniff } from "#lib/uploads/sniff.ts";

/** Reads as the bucket does: never more than asked, and an error for what lies outside. */
function sourceOf(bytes: Uint8Array): ByteSource & { reads: number } {
  const source = {
    size: bytes.length,
    reads: 0,
    async read(start: number, end: number) {
      source.reads += 1;
      if (start < 0 || start > end || start >= bytes.length) throw new RangeError(`bytes=${start}-${end}`);
      return bytes.subarray(start, end + 1);
    },
  };
  return source;
}

const judge = async (declared: string, bytes: Uint8Array) =>
  (await sniff(declared, withEdges(sourceOf(bytes), 70_000)))?.code ?? "accepted";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const workbook = zipFile({ "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" });
const pdf = await pdfFile();
const jpeg = jpegFile();
const film = Buffer.concat([
  Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1"),
  Buffer.alloc(90_000, 7),
]);
const xmp = (mark: string) =>
  Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta ${mark}="1"></x:xmpmeta>`);
const largeJpeg = jpegFile({ app1: Buffer.alloc(60_000, 1) });

describe("a file that is what it says", () => {
  test.each<[string, string, Uint8Array]>([
    ["a PDF", TYPES.pdf, pdf],
    ["a PDF behind a little scanner noise", TYPES.pdf, Buffer.concat([Buffer.from("\0\0JUNK\n"), pdf])],
    [
      "a PDF with a mail footer behind it",
      TYPES.pdf,
      Buffer.concat([pdf, Buffer.from("\r\n--\r\nsent by school mail\r\n")]),
    ],
    [
      "a PDF saved twice, with an update behind its first ending",
      TYPES.pdf,
      Buffer.concat([pdf, Buffer.from("5 0 obj\n<<>>\nendobj\nxref\ntrailer\nstartxref\n1\n%%EOF\n")]),
    ],
    ["a PDF that a ZIP hides behind", TYPES.pdf, Buffer.concat([pdf, zipFile({ a: "b" })])],
    ["a PNG", TYPES.png, pngFile()],
    ["a JPEG", TYPES.jpeg, jpeg],
    [
      "a JPEG with a thumbnail of its own",
      TYPES.jpeg,
      jpegFile({ app1: Buffer.concat([Buffer.from("Exif\0\0"), jpeg]) }),
    ],
    [
      "a motion photo, its film behind the picture",
      TYPES.jpeg,
      jpegFile({ app1: xmp("GCamera:MotionPhoto"), behind: film }),
    ],
    ["an older motion photo", TYPES.jpeg, jpegFile({ app1: xmp("GCamera:MicroVideo"), behind: film })],
    [
      "a picture of a phone that marks its ending",
      TYPES.jpeg,
      jpegFile({ behind: Buffer.concat([film, Buffer.from("SEFT")]) }),
    ],
    ["a large JPEG", TYPES.jpeg, largeJpeg],
    ["a Word 97 document", TYPES.doc, compoundFile()],
    ["a Word 97 document without a class", TYPES.doc, compoundFile("")],
    ["a Word document", TYPES.docx, docxFile()],
    ["a Word document whose text comes first", TYPES.docx, docxFileTextFirst()],
    ["a workbook", XLSX, workbook],
    ["a table of names with accents", "text/csv", Buffer.from("name;mark\r\nÁlvaro Núñez;7,5\r\n")],
    ["a table of Excel's, with its mark in front", "text/csv", Buffer.from("\uFEFFname,mark\n")],
    ["a long text", "text/plain", Buffer.from("Ñandú ".repeat(200_000))],
  ])("%s is accepted", async (_name, type, bytes) => {
    expect(await judge(type, bytes)).toBe("accepted");
  });
});

describe("a file that is something else", () => {
  test.each<[string, string, Uint8Array]>([
    ["a program renamed to .pdf", TYPES.pdf, exeFile()],
    ["a program that mentions a PDF", TYPES.pdf, Buffer.concat([exeFile(), pdf])],
    ["a web page called .pdf", TYPES.pdf, htmlFile()],
    ["a web page that is a PDF as well", TYPES.pdf, Buffer.concat([htmlFile("<!--"), pdf])],
    ["a drawing with script called .pdf", TYPES.pdf, Buffer.from("<svg onload=alert(1)>%PDF-1.7 %%EOF")],
    ["plain text called .pdf", TYPES.pdf, Buffer.from("Dear parents, %%EOF")],
    ["a picture called .pdf", TYPES.pdf, pngFile()],
    ["a PDF called .png", TYPES.png, pdf],
    ["a drawing with script called .png", TYPES.png, Buffer.from("<svg><script/></svg>")],
    ["a GIF that is a script as well, called .png", TYPES.png, Buffer.from("GIF89a=1;alert(1)")],
    ["a PNG called .jpg", TYPES.jpeg, pngFile()],
    ["a workbook renamed to .doc", TYPES.doc, compoundFile(COMPOUND_CLASS.excel, "Workbook")],
    ["slides renamed to .doc", TYPES.doc, compoundFile(COMPOUND_CLASS.powerpoint, "PowerPoint Document")],
    ["an installer renamed to .doc", TYPES.doc, compoundFile(COMPOUND_CLASS.installer, "x")],
    ["a workbook without a class renamed to .doc", TYPES.doc, compoundFile("", "Workbook")],
    ["a DOCX called .doc", TYPES.doc, docxFile()],
    ["a web page called .doc", TYPES.doc, htmlFile()],
    ["a plain ZIP called .docx", TYPES.docx, zipFile({ "notes.txt": "hello" })],
    ["a ZIP with a part of Word's names", TYPES.docx, zipFile({ "[Content_Types].xml": "<Types/>" })],
    ["a Word 97 document called .docx", TYPES.docx, compoundFile()],
    ["noise called .docx", TYPES.docx, Buffer.alloc(5000, 9)],
    ["a Word document renamed to .xlsx", XLSX, docxFile()],
    ["a workbook renamed to .docx", TYPES.docx, workbook],
    ["a workbook called .csv", "text/csv", workbook],
    ["a web page called .csv", "text/csv", htmlFile()],
    ["a web page behind a byte order mark", "text/plain", Buffer.concat([Buffer.from("\uFEFF"), htmlFile()])],
    [
      "a web page behind a byte order mark that is a PDF as well",
      TYPES.pdf,
      Buffer.concat([Buffer.from("\uFEFF"), htmlFile("<!--"), pdf]),
    ],
    ["a program called .txt", "text/plain", exeFile()],
    ["a text with a NUL far behind its beginning", "text/plain", Buffer.from(`${"a".repeat(100_000)}\0`)],
    ["a table in an older code page", "text/csv", Buffer.from("Núñez;7".repeat(2000), "latin1")],
    ["a text that ends in half a letter", "text/plain", Buffer.from("Ñandú").subarray(0, -1)],
    ["noise of a type nobody accepts", "text/html", htmlFile()],
  ])("%s is refused", async (_name, type, bytes) => {
    expect(await judge(type, bytes)).toBe("content_mismatch");
  });
});

describe("a file that was cut short", () => {
  const linearised = Buffer.from(
    `%PDF-1.7\n1 0 obj\n<</Linearized 1>>\nendobj\nxref\ntrailer\nstartxref\n0\n%%EOF\n2 0 obj\n<<>>\nstream\n${"x".repeat(3000)}`,
  );
  const withThumbnail = jpegFile({ app1: Buffer.concat([Buffer.from("Exif\0\0"), jpeg]) });
  test.each<[string, string, Uint8Array]>([
    ["a PDF", TYPES.pdf, pdf.subarray(0, pdf.length - 20)],
    ["a PDF made for the web, whose first ending stands at its beginning", TYPES.pdf, linearised],
    ["a PNG", TYPES.png, pngFile().subarray(0, -8)],
    ["a JPEG", TYPES.jpeg, jpeg.subarray(0, -2)],
    ["a JPEG that has a whole thumbnail inside", TYPES.jpeg, withThumbnail.subarray(0, -2)],
    ["a JPEG cut in its head", TYPES.jpeg, withThumbnail.subarray(0, -60)],
    ["a large JPEG", TYPES.jpeg, largeJpeg.subarray(0, -2)],
    ["a Word document", TYPES.docx, docxFile().subarray(0, -30)],
    ["a Word document without its last byte", TYPES.docx, docxFile().subarray(0, -1)],
    ["a Word 97 document without its directory", TYPES.doc, compoundFile().subarray(0, 1040)],
    ["a Word 97 document without its last part", TYPES.doc, compoundFile().subarray(0, -600)],
    ["a Word 97 document that ends in its header", TYPES.doc, compoundFile().subarray(0, 300)],
  ])("%s is told so", async (_name, type, bytes) => {
    expect(await judge(type, bytes)).toBe("file_cut_short");
  });

  test("no file is accepted whatever is cut off its end", async () => {
    for (const [type, whole] of [
      [TYPES.png, pngFile()],
      [TYPES.jpeg, withThumbnail],
      [TYPES.docx, docxFile()],
    ] as const) {
      for (let size = 1; size < whole.length; size += 1) {
        expect([type, size, await judge(type, whole.subarray(0, size))]).not.toContain("accepted");
      }
    }
  });
});

test("a large file is judged by its edges alone, with a few short reads", async () => {
  const source = sourceOf(jpegFile({ app1: xmp("GCamera:MotionPhoto"), behind: Buffer.alloc(3_000_000) }));
  expect(await sniff(TYPES.jpeg, withEdges(source, 70_000))).toBeNull();
  expect(source.reads).toBeLessThanOrEqual(2);
});
