/** What a spreadsheet would take for the beginning of a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** So that Excel reads it as UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

type Cell = string | number | null;

function cellText(cell: Cell): string {
  // A number is no formula, whatever its sign.
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record (RFC 4180). Text that a spreadsheet would run gets an apostrophe before it. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

/** A CSV file that is written as it is read. */
export function csvStream(
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  async function* chunks() {
    yield encoder.encode(BYTE_ORDER_MARK);
    for await (const row of rows) yield encoder.encode(csvLine(row));
  }
  const parts = chunks();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return();
    },
  });
}
