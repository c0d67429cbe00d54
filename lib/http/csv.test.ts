import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { csvLine, csvStream } from "#lib/http/csv.ts";

test.each([
  [["a", 1, null, -2.5], "a,1,,-2.5\r\n"],
  [['say "hi"', "a,b", "two\nlines"], '"say ""hi""","a,b","two\nlines"\r\n'],
  [["=1+1", "+x", "-x", "@x", "\t=x", " =x"], "'=1+1,'+x,'-x,'@x,'\t=x,' =x\r\n"],
  [["=a,b"], '"\'=a,b"\r\n'],
  [["Ana Ruiz-Pérez", "a=b"], "Ana Ruiz-Pérez,a=b\r\n"],
])("%j is written as %j", (cells, line) => expect(csvLine(cells)).toBe(line));

test("what was written is read back, and nothing of it is a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), (cells) => {
      const { data } = Papa.parse<string[]>(csvLine([...cells, 7]), { delimiter: ",", newline: "\r\n" });
      const read = data[0]?.slice(0, -1) ?? [];
      expect(read.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells);
      expect(read.every((cell) => !/^[=+\-@\t\r]/.test(cell))).toBe(true);
    }),
  );
});

test("a file begins with the mark that Excel knows UTF-8 by", async () => {
  async function* rows() {
    yield ["día", 1];
    yield ["año", 2];
  }
  const bytes = new Uint8Array(await new Response(csvStream(rows())).arrayBuffer());
  expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe("día,1\r\naño,2\r\n");
});
