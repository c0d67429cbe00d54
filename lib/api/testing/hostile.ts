import fc from "fast-check";
import { EXAMPLE_ID } from "#lib/api/reference/examples.ts";

/** Texts that have broken something somewhere. */
const TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udc00\ud800",
  "a\r\nSet-Cookie: a=b",
  "\u202e",
  "../../etc/passwd",
  "..%2f..%2f",
  "%00",
  "%",
  "%_\\",
  "' or 1=1 --",
  "$1",
  "{}",
  "[]",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-0",
  "1e999",
  "9".repeat(400),
  "-1",
  "0x10",
  "1.5",
  "٣",
  "2026-02-30",
  "2026-11-30",
  "0000-00-00",
  "9999-12-31",
  "275760-09-13",
  "-271821-04-20",
  "2026-11-30T08:00:00Z",
  "2026-11-30T25:61:61Z",
  "9999-12-31T23:59:59+23:59",
  "0000-01-01T00:00:00-23:59",
  "school",
  "administrator",
  "document",
  "media",
  "attachment",
  "report",
  EXAMPLE_ID,
  EXAMPLE_ID.toUpperCase(),
  `{${EXAMPLE_ID}}`,
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "__proto__",
  "constructor",
  "toString",
  "a".repeat(300),
  "é".repeat(70_000),
];

/** Places of lists as they are written, with values that no list has. */
const cursor = fc
  .record({
    order: fc.constantFrom("-date", "date", "name", "-size", "student", ""),
    id: fc.constantFrom(EXAMPLE_ID, EXAMPLE_ID.toUpperCase(), "x".repeat(36)),
    value: fc.oneof(
      fc.constantFrom(...TEXTS, "2999-12-31T23:59:59.999Z", "1000-01-01T00:00:00.000Z"),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    ),
  })
  .map(({ order, id, value }) => Buffer.from(`${order} ${id} ${value}`).toString("base64url"));

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.base64String({ maxLength: 200 }),
  cursor,
);

const number = fc.constantFrom(
  0,
  -0,
  -1,
  1,
  1.5,
  100,
  101,
  1e21,
  1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
);

/** Any value of JSON, mostly one that was not expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: number },
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: { b: {} } }, [EXAMPLE_ID]),
  fc.array(text, { maxLength: 3 }),
  fc.constant(Array.from({ length: 2000 }, () => EXAMPLE_ID)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** `good` with some of its fields changed, gone, or joined by others. */
export function spoilt(good: Record<string, unknown>, names: readonly string[]): fc.Arbitrary<unknown> {
  const name = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names, ...Object.keys(good), "other") },
    text,
  );
  const change = fc.tuple(name, fc.oneof(hostileValue, fc.constant(undefined)));
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
        const fields = new Map(Object.entries(good));
        for (const [field, value] of changes) fields.set(field, value);
        return Object.fromEntries(fields);
      }),
    },
    hostileValue,
  );
}

const RAW = [
  "",
  "{",
  "{}",
  "[",
  "nul",
  '{"a":1}{"b":2}',
  '"\ud800"',
  "\ufeff{}",
  '{"a":1,"a":2}',
  "[".repeat(100_000),
  "1e999999",
  "<a/>",
  "a=b&c=d",
];

/** A body that may be no JSON at all. */
export const rawBody: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  fc.constantFrom(...RAW).map((each) => new Uint8Array(Buffer.from(each))),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
  fc.constant(new Uint8Array(1024 * 1024 + 1).fill(0x20)),
);

export const mediaType = fc.constantFrom(
  "application/json",
  "application/json; charset=utf-8",
  "application/json; charset=utf-16",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/form-data; boundary=",
  "multipart/form-data; boundary=athena",
  `multipart/form-data; boundary=${"b".repeat(5000)}`,
  "*/*",
  ";",
  "x".repeat(20_000),
);

/** What may stand in a header on the wire. */
const headerText = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    '"',
    '"a',
    "bytes=0-0",
    "bytes=5-1",
    "bytes=-0",
    "bytes=0-0,2-3",
    "bytes=9999999999999999999-",
    "bytes=a-b",
    "items=1-2",
    "*",
    'W/"1"',
    "x".repeat(20_000),
    "é",
    "-1",
    "1e3",
  ),
  fc.string({
    unit: fc
      .integer({ min: 0x21, max: 0xff })
      .map((code) => String.fromCharCode(code))
      .filter((each) => each !== "\x7f"),
    maxLength: 60,
  }),
);

export const headers: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    "idempotency-key",
    "range",
    "if-range",
    "x-request-id",
    "content-encoding",
    "content-length",
    "accept",
    "accept-language",
    "if-none-match",
    "x-forwarded-for",
    "x-forwarded-proto",
    "user-agent",
  ),
  headerText,
  { maxKeys: 3 },
);

/** A query: of parameters there are and of such there are none, some of them twice. */
export function query(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names, "other") }, text);
  const paged = fc.tuple(fc.constant("cursor"), cursor);
  const pair = names.includes("cursor")
    ? fc.oneof({ weight: 3, arbitrary: fc.tuple(name, text) }, paged)
    : fc.tuple(name, text);
  return fc
    .array(pair, { maxLength: 3 })
    .map((pairs) =>
      pairs.length === 0 ? "" : `?${new URLSearchParams(pairs.map(([a, b]) => [a, b])).toString()}`,
    );
}

/** What may stand where an address has an id; `known` are ids of something. */
export function pathId(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    fc.uuid(),
    fc.constantFrom(
      "%00",
      "%2e%2e",
      "%2F",
      "a%0d%0ab",
      "%ff",
      "1",
      "null",
      "x".repeat(5000),
      EXAMPLE_ID.toUpperCase(),
      "%F0%9F%98%80",
    ),
  );
}

const CRLF = "\r\n";

/** A form that may be cut short, out of order, or none. */
export function form(names: readonly string[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const field = fc.tuple(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names, "other") }, text), text);
  const head = (name: string) => `--athena${CRLF}Content-Disposition: form-data; name="${name}"`;
  const file = fc.tuple(
    text,
    fc.constantFrom("application/pdf", "image/png", "text/html", "", "x".repeat(300)),
    fc.oneof(text, fc.constant("%PDF-1.7\n%%EOF\n")),
  );
  return fc
    .record({
      fields: fc.array(field, { maxLength: 4 }),
      files: fc.array(file, { maxLength: 2 }),
      end: fc.constantFrom(`--athena--${CRLF}`, "--athena", "", "\0"),
    })
    .map(({ fields, files, end }) => {
      const parts = [
        ...fields.map(([name, value]) => `${head(name)}${CRLF}${CRLF}${value}${CRLF}`),
        ...files.map(
          ([name, type, bytes]) =>
            `${head("file")}; filename="${name}"${CRLF}Content-Type: ${type}${CRLF}${CRLF}${bytes}${CRLF}`,
        ),
        end,
      ];
      return new Uint8Array(Buffer.from(parts.join("")));
    });
}
