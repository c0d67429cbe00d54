import { S3Error } from "#embedded/object-store/errors.ts";

/** What a request's first line names. */
export interface Target {
  /** Percent-encoded path as SigV4 wants it: decoded once, encoded once by RFC 3986, nothing normalized. */
  readonly canonicalPath: string;
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for a bucket. */
  readonly key: string;
  /** Decoded parameters; a name never occurs twice. */
  readonly query: ReadonlyMap<string, string>;
}

/** RFC 3986 percent-encoding of UTF-8, upper-case hex, as SigV4's UriEncode. */
export function uriEncode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `uriEncode` that leaves "/" alone: for paths and for `encoding-type=url` in listings. */
export function uriEncodePath(value: string): string {
  return uriEncode(value).replaceAll("%2F", "/");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error("InvalidURI", "Couldn't parse the specified URI.");
  }
}

/**
 * Parses a query string. "+" is a space (S3 does the same, and URLSearchParams writes it). A name given twice is
 * refused: signing sorts both, but only one could be acted on, and an attacker would choose which.
 */
function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = decode((at < 0 ? pair : pair.slice(0, at)).replaceAll("+", " "));
    const value = at < 0 ? "" : decode(pair.slice(at + 1).replaceAll("+", " "));
    if (query.has(name)) throw new S3Error("InvalidArgument", "A query parameter may be given only once.");
    query.set(name, value);
  }
  return query;
}

/**
 * Parses the request target of a path-style S3 request (`/bucket/key?query`).
 * Throws InvalidURI for anything but an origin-form target of printable ASCII with well-formed escapes of UTF-8.
 */
export function parseTarget(url: string): Target {
  if (!/^\/[\x21-\x7e]*$/.test(url) || url.includes("#")) {
    throw new S3Error("InvalidURI", "Couldn't parse the specified URI.");
  }
  const mark = url.indexOf("?");
  const path = decode(mark < 0 ? url : url.slice(0, mark));
  const slash = path.indexOf("/", 1);
  return {
    canonicalPath: uriEncodePath(path),
    bucket: slash < 0 ? path.slice(1) : path.slice(1, slash),
    key: slash < 0 ? "" : path.slice(slash + 1),
    query: parseQuery(mark < 0 ? "" : url.slice(mark + 1)),
  };
}

/** SigV4's CanonicalQueryString: encoded, sorted by encoded name; `except` names the parameter left out. */
export function canonicalQuery(query: ReadonlyMap<string, string>, except?: string): string {
  return [...query]
    .filter(([name]) => name !== except)
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** Refuses keys S3 cannot hold: over 1,024 bytes of UTF-8 (S3, "Object key naming"). */
export function assertKey(key: string): void {
  if (Buffer.byteLength(key) > 1024) throw new S3Error("KeyTooLongError", "Your key is too long.");
}
