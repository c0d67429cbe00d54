/** RFC 8187 ext-value: everything outside attr-char is percent-encoded. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * A Content-Disposition that brings a name back exactly (RFC 6266): `filename*` for it, and a plain ASCII `filename`
 * for clients that know no better.
 */
export function contentDisposition(type: "inline" | "attachment", name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\/%]/g, "_");
  return `${type}; filename="${plain}"; filename*=UTF-8''${encodeExtended(name)}`;
}

/**
 * The Content-Disposition kept with an object. A very long name is left out: stores limit the size of headers, and
 * the signed URL of a download carries the name anyway.
 */
export function storedDisposition(name: string): string {
  const full = contentDisposition("attachment", name);
  return full.length <= 1000 ? full : "attachment";
}
