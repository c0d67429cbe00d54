import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Signed } from "./auth.ts";
import { decodeChunked } from "./chunked.ts";
import { formBoundary, readForm } from "./form.ts";

const signed: Signed = { payloadHash: "", signature: "", key: Buffer.alloc(0), amzDate: "", scope: "" };

/** The bytes in pieces of the given sizes, as a network would deliver them. */
async function* pieces(data: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let i = 0; at < data.length; i++) {
    const size = Math.max(sizes[i % Math.max(sizes.length, 1)] ?? data.length, 1);
    yield data.subarray(at, at + size);
    at += size;
  }
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
// Bytes that look like the framing are the ones that could break it.
const tricky = fc
  .array(fc.constantFrom("\r", "\n", "-", "--B", "\r\n--", "\r\n--B", "x", "0\r\n\r\n"), { maxLength: 30 })
  .map((parts) => parts.join(""));

describe("aws-chunked", () => {
  test("gives the same bytes and trailers however the network cuts them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tricky.filter((text) => text !== "")), sizes, async (chunks, cut) => {
        const body = [
          ...chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`),
          "0\r\nX-A: 1\r\nx-b:2\r\n\r\n",
        ].join("");
        const trailers = new Map<string, string>();
        const form = { signed: false, trailer: true };
        const bytes = await collect(decodeChunked(pieces(Buffer.from(body), cut), form, signed, trailers));
        expect(bytes.toString()).toBe(chunks.join(""));
        expect([...trailers]).toEqual([
          ["x-a", "1"],
          ["x-b", "2"],
        ]);
      }),
    );
  });
});

describe("forms", () => {
  test("give the same fields and bytes however the network cuts them", async () => {
    await fc.assert(
      fc.asyncProperty(
        tricky.filter((text) => !`\r\n${text}`.includes("\r\n--B")),
        tricky.filter((text) => !`\r\n${text}\r\n`.includes("\r\n--B")),
        sizes,
        async (value, file, cut) => {
          const field = `--B\r\nContent-Disposition: form-data; name="Key"\r\n\r\n${value}\r\n`;
          const part = `--B\r\nContent-Disposition: form-data; name="file"; filename="a b.pdf"\r\nContent-Type: x/y\r\n\r\n${file}\r\n--B--\r\n`;
          const form = await readForm(pieces(Buffer.from(field + part), cut), "B");
          expect([...form.fields]).toEqual([["key", value]]);
          expect(form.filename).toBe("a b.pdf");
          expect((await collect(form.file)).toString()).toBe(file);
        },
      ),
    );
  });

  test("are known by their type", () => {
    expect(formBoundary('multipart/form-data; charset=utf-8; boundary="a b"')).toBe("a b");
    expect(formBoundary("Multipart/Form-Data; boundary=xyz; a=b")).toBe("xyz");
    for (const type of [
      undefined,
      "",
      "text/plain; boundary=x",
      "multipart/form-data",
      "multipart/mixed; boundary=x",
    ])
      expect(formBoundary(type)).toBeUndefined();
  });
});
