import fc from "fast-check";
import { expect, test } from "vitest";
import { childText, parseXml, tag } from "./xml.ts";

test("text of any kind survives being written and read", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
      (text) => {
        expect(childText(parseXml(`<a>${tag("Key", text)}</a>`), "Key")).toBe(text);
      },
    ),
  );
});

test("namespaces, attributes, comments, CDATA and declarations are understood", () => {
  const root = parseXml(
    '\uFEFF<?xml version="1.0"?><!-- c --><s3:A xmlns:s3="x" y="1"><s3:B z=\'2\'><![CDATA[<&]]>&#x41;</s3:B><C/></s3:A>\n',
  );
  expect([root.name, childText(root, "B"), childText(root, "C")]).toEqual(["A", "<&A", ""]);
});

test.each([
  "",
  "x",
  "<a>",
  "<a></b>",
  "</a>",
  "<a/><b/>",
  "<a>&x;</a>",
  "<a>& </a>",
  "<a>&#xD800;</a>",
  '<!DOCTYPE a [<!ENTITY x "y">]><a/>',
  "<a".repeat(50),
  "<a>".repeat(50),
])("%s is refused", (source) => {
  expect(() => parseXml(source)).toThrow("not well-formed");
});

test("a long document without an end is refused quickly", () => {
  const started = performance.now();
  for (const source of [
    "<a ".repeat(200_000),
    `<a>${"<![CDATA[".repeat(100_000)}`,
    `<a>${"<!--".repeat(100_000)}`,
    `<a${" x".repeat(200_000)}`,
  ]) {
    expect(() => parseXml(source)).toThrow();
  }
  expect(performance.now() - started).toBeLessThan(1000);
});
