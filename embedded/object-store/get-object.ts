import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { readCondition } from "#embedded/object-store/conditions.ts";
import { errorCode, S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { checksumHeaders } from "#embedded/object-store/put-object.ts";
import { type ByteRange, resolveRange } from "#embedded/object-store/range.ts";
import type { ObjectRecord } from "#embedded/object-store/record.ts";
import { sendEmpty } from "#embedded/object-store/respond.ts";

const OVERRIDES = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

function setHeaders(exchange: Exchange, record: ObjectRecord): void {
  const { res, target } = exchange;
  for (const [name, value] of Object.entries({ ...record.system, ...record.meta }))
    res.setHeader(name, value);
  for (const name of OVERRIDES) {
    const value = target.query.get(`response-${name}`);
    if (value !== undefined) res.setHeader(name, value);
  }
  res.setHeader("ETag", `"${record.etag}"`);
  res.setHeader("Last-Modified", new Date(record.modified).toUTCString());
  res.setHeader("Accept-Ranges", "bytes");
}

/** The bytes of one part of a multipart object, or of the only one (S3, GetObject "partNumber"). */
function partRange(record: ObjectRecord, text: string): ByteRange {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1)
    throw new S3Error("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive.");
  const blob = record.blobs[number - 1];
  if (!blob) {
    throw new S3Error("InvalidRange", "The requested partnumber is not satisfiable.", {
      "Content-Range": `bytes */${record.size}`,
    });
  }
  const start = record.blobs.slice(0, number - 1).reduce((sum, { size }) => sum + size, 0);
  return { start, end: start + blob.size - 1 };
}

function chooseRange(exchange: Exchange, record: ObjectRecord): ByteRange | undefined {
  const header = exchange.headers.get("range");
  const part = exchange.target.query.get("partNumber");
  if (part !== undefined) {
    if (header !== undefined)
      throw new S3Error("InvalidRequest", "Cannot specify both Range header and partNumber query parameter.");
    const range = partRange(record, part);
    if (record.uploadId !== undefined) exchange.res.setHeader("x-amz-mp-parts-count", record.blobs.length);
    return record.size === 0 ? undefined : range;
  }
  // A resumed download must not be glued to another object's bytes (RFC 9110, 13.1.5).
  const ifRange = exchange.headers.get("if-range")?.trim();
  const same =
    ifRange === undefined ||
    ifRange === `"${record.etag}"` ||
    ifRange === new Date(record.modified).toUTCString();
  return same ? resolveRange(header, record.size) : undefined;
}

/** GetObject and HeadObject. */
export async function getObject({
  exchange,
  bucket,
  key,
}: Pick<Operation, "exchange" | "bucket" | "key">): Promise<void> {
  const { res } = exchange;
  const { record, release } = await bucket.open(key);
  try {
    const outcome = readCondition(exchange.headers, "", record);
    setHeaders(exchange, record);
    if (outcome === "unmodified") {
      res.removeHeader("Content-Type");
      sendEmpty(exchange, 304);
      return;
    }
    const range = chooseRange(exchange, record);
    const { start, end } = range ?? { start: 0, end: record.size - 1 };
    if (range) res.setHeader("Content-Range", `bytes ${start}-${end}/${record.size}`);
    if (!range && exchange.headers.get("x-amz-checksum-mode")?.toUpperCase() === "ENABLED") {
      for (const [name, value] of Object.entries(checksumHeaders(record.checksum)))
        res.setHeader(name, value);
    }
    res.setHeader("Content-Length", end - start + 1);
    res.statusCode = range ? 206 : 200;
    if (exchange.method === "HEAD" || end < start) {
      res.end();
      return;
    }
    const bytes = Readable.from(bucket.blobs.read(record.blobs, start, end), {
      objectMode: false,
      highWaterMark: 1,
    });
    await pipeline(bytes, res);
  } catch (error) {
    // A reader that goes away is no error of ours.
    if (errorCode(error) !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  } finally {
    release();
  }
}
