import { zipFile } from "#lib/testing/zip-file.ts";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const FORMATS = "application/vnd.openxmlformats-officedocument";

/** Part names with the content type of each. */
const contentTypes = (parts: Readonly<Record<string, string>>) =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
    parts,
  )
    .map(([part, type]) => `<Override PartName="/${part}" ContentType="${FORMATS}.${type}+xml"/>`)
    .join("")}</Types>`;

const relationships = (...targets: readonly (readonly [string, string])[]) =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export type Block = { heading: string } | { text: string } | { rows: readonly (readonly string[])[] };

const run = (text: string, bold = false) =>
  `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

const cell = (text: string, bold: boolean) =>
  `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p>${run(text, bold)}</w:p></w:tc>`;

const EDGES = ["top", "left", "bottom", "right", "insideH", "insideV"]
  .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="BFBDB6"/>`)
  .join("");

function wordBlock(block: Block): string {
  if ("heading" in block) {
    return `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(block.heading)}</w:p>`;
  }
  if ("text" in block) return `<w:p>${run(block.text)}</w:p>`;
  const columns = block.rows[0]?.length ?? 0;
  const grid = `<w:tblGrid>${'<w:gridCol w:w="3000"/>'.repeat(columns)}</w:tblGrid>`;
  const rows = block.rows
    .map((cells, at) => `<w:tr>${cells.map((text) => cell(text, at === 0)).join("")}</w:tr>`)
    .join("");
  // A table must be followed by a paragraph before the end of the text.
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${EDGES}</w:tblBorders></w:tblPr>${grid}${rows}</w:tbl><w:p/>`;
}

const STYLES = `${XML}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="125C69"/><w:sz w:val="32"/></w:rPr></w:style></w:styles>`;

/** A Word document (ECMA-376) of headings, paragraphs and tables whose first row is a head. */
export function wordDocument(blocks: readonly Block[]): Buffer {
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';
  return zipFile(
    {
      "[Content_Types].xml": contentTypes({
        "word/document.xml": "wordprocessingml.document.main",
        "word/styles.xml": "wordprocessingml.styles",
      }),
      "_rels/.rels": relationships(["officeDocument", "word/document.xml"]),
      "word/document.xml": `${XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${blocks.map(wordBlock).join("")}${page}</w:body></w:document>`,
      "word/_rels/document.xml.rels": relationships(["styles", "styles.xml"]),
      "word/styles.xml": STYLES,
    },
    { compressed: true },
  );
}

type Cell = string | number;

function sheetCell(value: Cell, column: number, row: number): string {
  const place = ` r="${String.fromCharCode(65 + column)}${row}"${row === 1 ? ' s="1"' : ""}`;
  return typeof value === "number"
    ? `<c${place}><v>${value}</v></c>`
    : `<c${place} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const BOOK_STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/** A workbook (ECMA-376) with one sheet of at most 26 columns, whose first row is a head. */
export function workbook(name: string, rows: readonly (readonly Cell[])[]): Buffer {
  const columns = rows[0]?.length ?? 1;
  const body = rows
    .map((cells, at) => {
      const row = at + 1;
      return `<row r="${row}">${cells.map((value, column) => sheetCell(value, column, row)).join("")}</row>`;
    })
    .join("");
  return zipFile(
    {
      "[Content_Types].xml": contentTypes({
        "xl/workbook.xml": "spreadsheetml.sheet.main",
        "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
        "xl/styles.xml": "spreadsheetml.styles",
      }),
      "_rels/.rels": relationships(["officeDocument", "xl/workbook.xml"]),
      "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relationships(
        ["worksheet", "worksheets/sheet1.xml"],
        ["styles", "styles.xml"],
      ),
      "xl/worksheets/sheet1.xml": `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="${columns + 1}" width="12" customWidth="1"/></cols><sheetData>${body}</sheetData></worksheet>`,
      "xl/styles.xml": BOOK_STYLES,
    },
    { compressed: true },
  );
}
