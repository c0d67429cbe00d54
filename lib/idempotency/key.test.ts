import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprint } from "#lib/idempotency/fingerprint.ts";
import { readKey } from "#lib/idempotency/key.ts";

const quote = (key: string) => `"${key.replaceAll(/(["\\])/g, "\\$1")}"`;
const ascii = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

test.each([
  ["8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"],
  ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', "8e03978e-40d5-43dd-bc93-6894a57f9324"],
  ['"a \\"b\\" \\\\"', 'a "b" \\'],
  ["x".repeat(255), "x".repeat(255)],
  ["x".repeat(256), null],
  [`"${"x".repeat(256)}"`, null],
  ["", null],
  ['""', null],
  ["a b", null],
  ["a, a", null],
  ['"a", "a"', null],
  ['"a', null],
  ['a"', null],
  ['"a\\', null],
  ["ñ", null],
  ["a\u0000", null],
])("the header %j holds %j", (header, key) => {
  expect(readKey(header)).toBe(key);
});

test("what is quoted as the RFC says comes back, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: ascii, minLength: 1, maxLength: 255 }), (key) => {
      expect(readKey(quote(key))).toBe(key);
    }),
  );
});

const request = { method: "POST", url: "https://docs.example.org/api/v1/students?a=1" };

test("the order of fields is no part of what a request says, and all else is", () => {
  const same = fingerprint(request, { a: 1, b: { c: [1, 2], d: null } });
  expect(fingerprint(request, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(same);
  const others = [
    fingerprint(request, { a: 1, b: { c: [2, 1], d: null } }),
    fingerprint(request, { a: "1", b: { c: [1, 2], d: null } }),
    fingerprint(request, { a: 1, b: [["c", [1, 2]]] }),
    fingerprint(request, {}),
    fingerprint(request, []),
    fingerprint({ ...request, method: "PATCH" }, { a: 1, b: { c: [1, 2], d: null } }),
    fingerprint({ ...request, url: `${request.url}1` }, { a: 1, b: { c: [1, 2], d: null } }),
  ];
  expect(new Set([same, ...others]).size).toBe(others.length + 1);
});

test("two different bodies have different fingerprints", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const isSame = fingerprint(request, one) === fingerprint(request, other);
      const sorted = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(sorted)
          : typeof value === "object" && value !== null
            ? Object.fromEntries(
                Object.entries(value)
                  .sort(([a], [b]) => (a < b ? -1 : 1))
                  .map(([name, inner]) => [name, sorted(inner)]),
              )
            : value;
      expect(isSame).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
    }),
  );
});
