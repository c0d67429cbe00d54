import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertKey, canonicalQuery, parseTarget, uriEncode, uriEncodePath } from "./target.ts";

const wellFormed = fc.string({ unit: "grapheme" }).filter((text) => text.isWellFormed());

describe("request targets", () => {
  test("any key survives its encoding, and the canonical path is the one the client signed", () => {
    fc.assert(
      fc.property(wellFormed, (key) => {
        const target = parseTarget(`/bucket/${uriEncodePath(key)}`);
        expect([target.bucket, target.key, target.canonicalPath]).toEqual([
          "bucket",
          key,
          `/bucket/${uriEncodePath(key)}`,
        ]);
        expect(parseTarget(`/bucket/${uriEncode(key)}`).key).toBe(key);
      }),
    );
  });

  test("encoding leaves RFC 3986's unreserved characters only", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(uriEncode(text)).toMatch(/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
      }),
    );
    expect(uriEncode("!'()*/ ~")).toBe("%21%27%28%29%2A%2F%20~");
  });

  test("the canonical query does not depend on order or spelling", () => {
    const pairs = fc.uniqueArray(fc.tuple(wellFormed, wellFormed), {
      selector: ([name]) => name,
      maxLength: 8,
    });
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), (given, random) => {
        const named = given.filter(([name]) => name !== "");
        const write = (list: [string, string][]) =>
          list.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`).join("&");
        const shuffled = named
          .map((pair) => ({ pair, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ pair }) => pair);
        const canonical = (list: [string, string][]) =>
          canonicalQuery(parseTarget(`/b?${write(list)}`).query);
        expect(canonical(shuffled)).toBe(canonical(named));
      }),
    );
    expect(canonicalQuery(parseTarget("/b?b=%7e&a=x+y&c").query)).toBe("a=x%20y&b=~&c=");
    expect(canonicalQuery(parseTarget("/b?a=1&b=2").query, "a")).toBe("b=2");
  });

  test.each(["", "b", "*", "http://h/b", "/b/%", "/b/%f", "/b/%c3", "/b/é", "/b/a b", "/b#x", "/b?%ff"])(
    "%s is no target",
    (url) => {
      expect(() => parseTarget(url)).toThrow("Couldn't parse");
    },
  );

  test("a bucket is known with or without its slash", () => {
    expect(parseTarget("/b")).toMatchObject({ bucket: "b", key: "" });
    expect(parseTarget("/b/")).toMatchObject({ bucket: "b", key: "" });
    expect(parseTarget("/b//")).toMatchObject({ bucket: "b", key: "/" });
    expect(parseTarget("/")).toMatchObject({ bucket: "", key: "" });
    expect(() => parseTarget("/b?a=1&%61=2")).toThrow("only once");
  });

  test("keys end at 1,024 bytes", () => {
    expect(() => assertKey("é".repeat(512))).not.toThrow();
    expect(() => assertKey("é".repeat(513))).toThrow("too long");
  });
});
