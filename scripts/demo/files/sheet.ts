import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";
import { SCHOOL } from "#scripts/demo/people.ts";

const [WIDTH, HEIGHT] = [595.28, 841.89];
const MARGIN = 56;
const INNER = WIDTH - 2 * MARGIN;
const FOOT = 70;

const INK = rgb(0.13, 0.13, 0.12);
const QUIET = rgb(0.42, 0.41, 0.38);
const LINE = rgb(0.84, 0.83, 0.8);
const SHADE = rgb(0.965, 0.96, 0.945);
const ACCENT = rgb(0.07, 0.36, 0.41);

type Look = { size?: number; bold?: boolean; quiet?: boolean };

/** Widths are parts of the page's width; figures are set to the right. */
export type Column = { title: string; width: number; figures?: boolean };

/** A letter-headed PDF that grows page by page. Lengths are points. */
export class Sheet {
  readonly #pdf: PDFDocument;
  readonly #plain: PDFFont;
  readonly #bold: PDFFont;
  readonly #title: string;
  #page: PDFPage;
  #y = 0;

  private constructor(pdf: PDFDocument, plain: PDFFont, bold: PDFFont, title: string) {
    this.#pdf = pdf;
    this.#plain = plain;
    this.#bold = bold;
    this.#title = title;
    this.#page = this.#turn();
  }

  /** `date` is when the document says it was made; without it no two would be alike. */
  static async open(title: string, date: Date): Promise<Sheet> {
    const pdf = await PDFDocument.create();
    pdf.setTitle(title);
    pdf.setAuthor(SCHOOL.name);
    pdf.setCreationDate(date);
    pdf.setModificationDate(date);
    const plain = await pdf.embedFont(StandardFonts.Helvetica);
    const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
    return new Sheet(pdf, plain, bold, title);
  }

  #turn(): PDFPage {
    const page = this.#pdf.addPage([WIDTH, HEIGHT]);
    const top = HEIGHT - MARGIN;
    page.drawRectangle({ x: MARGIN, y: top - 26, width: 26, height: 26, color: ACCENT });
    page.drawText("SI", { x: MARGIN + 6.5, y: top - 18, size: 13, font: this.#bold, color: rgb(1, 1, 1) });
    page.drawText(SCHOOL.name, { x: MARGIN + 36, y: top - 11, size: 12, font: this.#bold, color: INK });
    const contact = `${SCHOOL.address} · ${SCHOOL.phone} · ${SCHOOL.email}`;
    page.drawText(contact, { x: MARGIN + 36, y: top - 23, size: 8, font: this.#plain, color: QUIET });
    page.drawLine({
      start: { x: MARGIN, y: top - 38 },
      end: { x: WIDTH - MARGIN, y: top - 38 },
      color: LINE,
    });
    this.#page = page;
    this.#y = top - 66;
    return page;
  }

  #room(height: number): void {
    if (this.#y - height < FOOT) this.#turn();
  }

  #write(text: string, x: number, look: Look = {}): void {
    const font = look.bold ? this.#bold : this.#plain;
    const color = look.quiet ? QUIET : INK;
    this.#page.drawText(text, { x, y: this.#y, size: look.size ?? 10, font, color });
  }

  #wrap(text: string, width: number, size: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (this.#plain.widthOfTextAtSize(longer, size) <= width) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line];
  }

  gap(height = 12): void {
    this.#y -= height;
  }

  heading(text: string, under = ""): void {
    this.#room(60);
    this.#write(text, MARGIN, { size: 18, bold: true });
    this.gap(18);
    if (under !== "") {
      this.#write(under, MARGIN, { quiet: true });
      this.gap(18);
    }
    this.gap(6);
  }

  section(text: string): void {
    this.#room(60);
    this.gap(8);
    this.#write(text, MARGIN, { size: 11.5, bold: true });
    this.gap(18);
  }

  paragraph(text: string, look: Look = {}): void {
    const size = look.size ?? 10;
    for (const line of this.#wrap(text, INNER, size)) {
      this.#room(size * 1.5);
      this.#write(line, MARGIN, look);
      this.gap(size * 1.5);
    }
    this.gap(6);
  }

  /** What is asked and what was answered, two to a line. */
  fields(pairs: readonly (readonly [string, string])[]): void {
    for (let at = 0; at < pairs.length; at += 2) {
      this.#room(34);
      pairs.slice(at, at + 2).forEach(([label, value], column) => {
        const x = MARGIN + column * (INNER / 2);
        this.#write(label, x, { size: 8, quiet: true });
        this.#y -= 13;
        this.#write(value, x);
        this.#y += 13;
      });
      this.gap(18);
      this.#page.drawLine({
        start: { x: MARGIN, y: this.#y },
        end: { x: WIDTH - MARGIN, y: this.#y },
        color: LINE,
        thickness: 0.5,
      });
      this.gap(14);
    }
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const row = (cells: readonly string[], head: boolean) => {
      this.#room(20);
      if (head)
        this.#page.drawRectangle({ x: MARGIN, y: this.#y - 6, width: INNER, height: 20, color: SHADE });
      let x = MARGIN;
      columns.forEach(({ width, figures }, at) => {
        const text = cells[at] ?? "";
        const size = head ? 8.5 : 9.5;
        const font = head ? this.#bold : this.#plain;
        const shift = figures ? width * INNER - 12 - font.widthOfTextAtSize(text, size) : 0;
        this.#write(text, x + 6 + shift, { size, bold: head, quiet: head });
        x += width * INNER;
      });
      this.#page.drawLine({
        start: { x: MARGIN, y: this.#y - 6 },
        end: { x: WIDTH - MARGIN, y: this.#y - 6 },
        color: LINE,
        thickness: 0.5,
      });
      this.gap(20);
    };
    this.gap(6);
    row(
      columns.map(({ title }) => title),
      true,
    );
    for (const cells of rows) row(cells, false);
    this.gap(8);
  }

  /** Empty squares, or one with a cross, and what they stand for. */
  choices(options: readonly (readonly [string, boolean])[]): void {
    for (const [text, chosen] of options) {
      this.#room(20);
      this.#page.drawRectangle({
        x: MARGIN,
        y: this.#y - 2,
        width: 10,
        height: 10,
        borderColor: QUIET,
        borderWidth: 0.8,
      });
      if (chosen) this.#write("x", MARGIN + 2.4, { bold: true });
      this.#write(text, MARGIN + 18);
      this.gap(18);
    }
    this.gap(4);
  }

  signatures(names: readonly string[]): void {
    this.#room(80);
    this.gap(44);
    const width = INNER / names.length;
    names.forEach((name, at) => {
      const x = MARGIN + at * width;
      this.#page.drawLine({
        start: { x, y: this.#y },
        end: { x: x + width - 24, y: this.#y },
        color: QUIET,
        thickness: 0.6,
      });
      this.#y -= 12;
      this.#write(name, x, { size: 8, quiet: true });
      this.#y += 12;
    });
    this.gap(28);
  }

  newPage(): void {
    this.#turn();
  }

  /** The finished file, its pages numbered. */
  async close(): Promise<Buffer> {
    const pages = this.#pdf.getPages();
    pages.forEach((page, at) => {
      const style = { y: 40, size: 8, font: this.#plain, color: QUIET };
      const count = `${at + 1} / ${pages.length}`;
      page.drawText(this.#title, { ...style, x: MARGIN });
      page.drawText(count, { ...style, x: WIDTH - MARGIN - this.#plain.widthOfTextAtSize(count, 8) });
    });
    return Buffer.from(await this.#pdf.save());
  }
}
