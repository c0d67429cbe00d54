import { S3Error } from "#embedded/object-store/errors.ts";

/** An element of a request document: either children or text matter, never both (S3 has no mixed content). */
export interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const MAX_DEPTH = 16;

const malformed = () =>
  new S3Error("MalformedXML", "The XML you provided was not well-formed or did not validate.");

function unescape(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    if (!whole.endsWith(";")) throw malformed();
    const named = ENTITIES[name];
    if (named !== undefined) return named;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    if (!number) throw malformed();
    const point = number[1] !== undefined ? Number.parseInt(number[1], 16) : Number(number[2]);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw malformed();
    return String.fromCodePoint(point);
  });
}

/**
 * Parses the small documents S3 clients send. Namespaces and attributes are dropped. Document types are refused,
 * so there are no entities to expand. Throws MalformedXML.
 */
export function parseXml(source: string): XmlElement {
  const token =
    /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/y;
  const root: XmlElement = { name: "", children: [], text: "" };
  const open: XmlElement[] = [root];
  const text = source.replace(/^\uFEFF/, "");
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    const parent = open.at(-1);
    if (!match || !parent) throw malformed();
    const [, cdata, close, qualified, , selfClosing, chars] = match;
    if (cdata !== undefined) parent.text += cdata;
    else if (chars !== undefined) parent.text += unescape(chars);
    else if (qualified !== undefined) {
      const name = qualified.slice(qualified.indexOf(":") + 1);
      if (close === "/") {
        if (open.length < 2 || open.pop()?.name !== name) throw malformed();
        continue;
      }
      const element: XmlElement = { name, children: [], text: "" };
      parent.children.push(element);
      if (selfClosing !== "/") open.push(element);
      if (open.length > MAX_DEPTH) throw malformed();
    }
  }
  const [document, ...more] = root.children;
  if (open.length !== 1 || !document || more.length > 0 || root.text.trim() !== "") throw malformed();
  return document;
}

/** The first child's text, or undefined. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** All children of that name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/**
 * Text for an XML document. Control characters, which XML 1.0 cannot hold, are written as references as S3 does;
 * clients that meet such keys ask for `encoding-type=url`.
 */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\x00-\x1f\x7f\ufffe\uffff]/g, (char) => {
    if (char === "&") return "&amp;";
    if (char === "<") return "&lt;";
    if (char === ">") return "&gt;";
    if (char === '"') return "&quot;";
    return `&#${char.charCodeAt(0)};`;
  });
}

/** `<name>text</name>`, or nothing for undefined. */
export function tag(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? "" : `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** A whole answer document in S3's namespace; `inner` is XML already. */
export function xmlDocument(name: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`;
}
