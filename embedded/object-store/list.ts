import { S3Error } from "#embedded/object-store/errors.ts";
import {
  afterPrefix,
  fromBytes,
  type IndexEntry,
  type KeyIndex,
  toBytes,
} from "#embedded/object-store/keyindex.ts";
import { uriEncodePath } from "#embedded/object-store/target.ts";
import { tag, xmlDocument } from "#embedded/object-store/xml.ts";

/** S3: the most entries of one listing page. */
export const MAX_KEYS = 1000;

interface Page {
  readonly items: readonly ({ entry: IndexEntry } | { prefix: string })[];
  /** The last item's bytes, where more follow. */
  readonly next?: string;
}

/**
 * One page of keys behind `after`, in byte order, those with `delimiter` behind the prefix rolled up. All arguments
 * are byte strings. A common prefix equal to `after` is not given again (S3, ListObjects "marker").
 */
export function page(index: KeyIndex, prefix: string, delimiter: string, after: string, max: number): Page {
  const items: ({ entry: IndexEntry } | { prefix: string })[] = [];
  if (max === 0) return { items };
  let last = "";
  let from: string | undefined = after < prefix ? prefix : `${after}\0`;
  if (
    delimiter !== "" &&
    after.startsWith(prefix) &&
    after.endsWith(delimiter) &&
    after.length > prefix.length
  ) {
    if (after.indexOf(delimiter, prefix.length) + delimiter.length === after.length)
      from = afterPrefix(after);
  }
  while (from !== undefined) {
    const entry = index.first(from);
    if (!entry?.bytes.startsWith(prefix)) break;
    if (items.length === max) return { items, next: last };
    const at = delimiter === "" ? -1 : entry.bytes.indexOf(delimiter, prefix.length);
    last = at < 0 ? entry.bytes : entry.bytes.slice(0, at + delimiter.length);
    items.push(at < 0 ? { entry } : { prefix: last });
    from = at < 0 ? `${last}\0` : afterPrefix(last);
  }
  return { items };
}

/** Parses max-keys, max-parts or max-uploads: at most 1,000 whatever is asked. Throws InvalidArgument. */
export function parseMax(text: string | undefined, name: string): number {
  if (text === undefined || text === "") return MAX_KEYS;
  if (!/^\d{1,10}$/.test(text))
    throw new S3Error("InvalidArgument", `Provided ${name} not an integer or within integer range.`);
  return Math.min(Number(text), MAX_KEYS);
}

/** How names are written in a listing: as they are, or percent-encoded for `encoding-type=url`. Throws InvalidArgument. */
export function nameWriter(encoding: string | undefined): (name: string) => string {
  if (encoding === undefined || encoding === "") return (name) => name;
  if (encoding === "url") return uriEncodePath;
  throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request.");
}

const OWNER = "<Owner><ID>athena</ID><DisplayName>athena</DisplayName></Owner>";

function contents(found: Page, write: (name: string) => string, owner: boolean): string {
  return found.items
    .map((item) =>
      "prefix" in item
        ? `<CommonPrefixes>${tag("Prefix", write(fromBytes(item.prefix)))}</CommonPrefixes>`
        : `<Contents>${tag("Key", write(fromBytes(item.entry.bytes)))}` +
          `${tag("LastModified", new Date(item.entry.modified).toISOString())}${tag("ETag", `"${item.entry.etag}"`)}` +
          `${tag("Size", item.entry.size)}${owner ? OWNER : ""}${tag("StorageClass", "STANDARD")}</Contents>`,
    )
    .join("");
}

function decodeToken(token: string): string {
  const bytes = Buffer.from(token, "base64url");
  if (token === "" || bytes.toString("base64url") !== token) {
    throw new S3Error("InvalidArgument", "The continuation token provided is incorrect.");
  }
  return bytes.toString("latin1");
}

/** ListObjects, version 1 or 2 by `list-type`, as an XML document. Throws InvalidArgument. */
export function listObjects(bucket: string, index: KeyIndex, query: ReadonlyMap<string, string>): string {
  const version = query.get("list-type");
  if (version !== undefined && version !== "2") throw new S3Error("InvalidArgument", "Invalid list-type.");
  const v2 = version === "2";
  const write = nameWriter(query.get("encoding-type"));
  const max = parseMax(query.get("max-keys"), "max-keys");
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const start = query.get("start-after") ?? "";
  const marker = query.get("marker") ?? "";
  let after = toBytes(v2 ? start : marker);
  if (v2 && token !== undefined) after = decodeToken(token);
  const found = page(index, toBytes(prefix), toBytes(delimiter), after, max);
  const common =
    tag("Name", bucket) +
    tag("Prefix", write(prefix)) +
    tag("Delimiter", delimiter === "" ? undefined : write(delimiter)) +
    tag("MaxKeys", max) +
    tag("EncodingType", query.get("encoding-type") || undefined) +
    tag("IsTruncated", found.next !== undefined);
  const next = found.next;
  const versioned = v2
    ? tag("KeyCount", found.items.length) +
      tag("StartAfter", start === "" ? undefined : write(start)) +
      tag("ContinuationToken", token) +
      tag(
        "NextContinuationToken",
        next === undefined ? undefined : Buffer.from(next, "latin1").toString("base64url"),
      )
    : tag("Marker", write(marker)) +
      tag("NextMarker", next === undefined ? undefined : write(fromBytes(next)));
  const owner = !v2 || query.get("fetch-owner") === "true";
  return xmlDocument("ListBucketResult", common + versioned + contents(found, write, owner));
}
