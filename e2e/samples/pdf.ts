import { randomBytes } from "node:crypto";
import { PDFDocument, PDFName, PDFString, rgb, StandardFonts } from "pdf-lib";
import type { Sample } from "./sample.ts";

const A4: [number, number] = [595, 842];

/** A letter with a heading and a block of colour on every page. */
export async function letter(name: string, pages = 1): Promise<Sample> {
  const pdf = await PDFDocument.create();
  pdf.setSubject(name);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage(A4);
    page.drawText(`Page ${number} of ${pages}`, { x: 60, y: 760, size: 32, font });
    page.drawRectangle({ x: 60, y: 500, width: 300, height: 200, color: rgb(0.1, 0.4, 0.4) });
  }
  return { name, type: "application/pdf", bytes: Buffer.from(await pdf.save()) };
}

/**
 * A report of many pages with a line of its own on each, every tenth across. `padding` bytes that do not compress lie
 * before every page, so that a long report is not read in one piece.
 */
export async function report(
  name: string,
  pages: number,
  lineOf: (page: number) => string,
  padding = 0,
): Promise<Sample> {
  const pdf = await PDFDocument.create();
  pdf.setSubject(name);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    if (padding > 0) pdf.context.register(pdf.context.stream(randomBytes(padding)));
    const page = pdf.addPage(number % 10 === 0 ? (A4.toReversed() as [number, number]) : A4);
    page.drawText(lineOf(number), { x: 60, y: 500, size: 14, font });
    page.drawRectangle({ x: 60, y: 300, width: 300, height: 100, color: rgb(0.1, 0.4, number / pages) });
  }
  return { name, type: "application/pdf", bytes: Buffer.from(await pdf.save()) };
}

/** A PDF that runs a script as soon as a reader that allows it opens it. */
export async function letterWithScript(name: string, script: string): Promise<Sample> {
  const pdf = await PDFDocument.create();
  pdf.addPage(A4).drawText("Please wait", { x: 60, y: 760, size: 32 });
  const action = { Type: "Action", S: "JavaScript", JS: PDFString.of(script) };
  pdf.catalog.set(PDFName.of("OpenAction"), pdf.context.obj(action));
  pdf.addJavaScript("on-open", script);
  return { name, type: "application/pdf", bytes: Buffer.from(await pdf.save()) };
}

/** A PDF of two pages whose tree says that they are `claimed`. */
export function claimingPages(name: string, claimed: number): Sample {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[3 0 R 4 0 R]/Count ${claimed}>>`,
    `<</Type/Pages/Parent 2 0 R/Kids[5 0 R]/Count ${claimed - 1}>>`,
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    "<</Type/Page/Parent 3 0 R/MediaBox[0 0 200 200]>>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = ["0000000000 65535 f \n", ...places].join("");
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n${table}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return { name, type: "application/pdf", bytes: Buffer.from(text) };
}

/** A page of lines, as a school's other program prints them. */
export async function textPage(name: string, lines: readonly string[]): Promise<Sample> {
  const pdf = await PDFDocument.create();
  pdf.setSubject(name);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage(A4);
  lines.forEach((line, at) => page.drawText(line, { x: 60, y: 760 - at * 24, size: 14, font }));
  return { name, type: "application/pdf", bytes: Buffer.from(await pdf.save()) };
}
