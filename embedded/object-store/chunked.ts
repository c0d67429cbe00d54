import { createHash, type Hash } from "node:crypto";
import type { Signed } from "#embedded/object-store/auth.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import { assertSignature, sha256Hex, sign } from "#embedded/object-store/sigv4.ts";

const EMPTY_SHA256 = sha256Hex("");
const MAX_LINE = 1024;
const MAX_TRAILERS = 16 * 1024;

const incomplete = () =>
  new S3Error(
    "IncompleteBody",
    "The request body terminated unexpectedly or is not well-formed aws-chunked data.",
  );

/** Reads lines and exact byte counts from a stream of buffers without copying the data bytes. */
class ByteSource {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw incomplete();
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
  }

  /** One line without its CRLF, as latin1. */
  async line(max: number): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf("\r\n");
      // Half a line's end may have come: one byte more than the line itself.
      if (end > max || (end < 0 && this.#rest.length > max + 1)) throw incomplete();
      if (end >= 0) {
        const text = this.#rest.toString("latin1", 0, end);
        this.#rest = this.#rest.subarray(end + 2);
        return text;
      }
      await this.#more();
    }
  }

  /** Up to `max` bytes, at least one. */
  async some(max: number): Promise<Buffer> {
    if (this.#rest.length === 0) await this.#more();
    const part = this.#rest.subarray(0, max);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  /** Nothing may follow. */
  async end(): Promise<void> {
    if (this.#rest.length > 0 || !(await this.#source.next()).done) throw incomplete();
  }
}

/** Verifies the chain of chunk signatures (S3 API reference, "Signature calculations: multiple chunks"). */
class ChunkSignatures {
  readonly #signed: Signed;
  #previous: string;

  constructor(signed: Signed) {
    this.#signed = signed;
    this.#previous = signed.signature;
  }

  #verify(kind: string, tail: string, given: string | undefined): void {
    const { amzDate, scope, key } = this.#signed;
    const expected = sign(key, `${kind}\n${amzDate}\n${scope}\n${this.#previous}\n${tail}`);
    assertSignature(expected, given ?? "");
    this.#previous = expected;
  }

  chunk(hash: string, given: string | undefined): void {
    this.#verify("AWS4-HMAC-SHA256-PAYLOAD", `${EMPTY_SHA256}\n${hash}`, given);
  }

  trailer(trailers: ReadonlyMap<string, string>, given: string | undefined): void {
    const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join("");
    this.#verify("AWS4-HMAC-SHA256-TRAILER", sha256Hex(text), given);
  }
}

/** How an aws-chunked body is told apart by its x-amz-content-sha256. */
export interface ChunkedForm {
  readonly signed: boolean;
  readonly trailer: boolean;
}

const FORMS: Readonly<Record<string, ChunkedForm>> = {
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": { signed: true, trailer: false },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": { signed: true, trailer: true },
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER": { signed: false, trailer: true },
};

/** The form of a streaming payload hash, or undefined for any other value. */
export function chunkedForm(payloadHash: string): ChunkedForm | undefined {
  return Object.hasOwn(FORMS, payloadHash) ? FORMS[payloadHash] : undefined;
}

async function readTrailers(bytes: ByteSource, into: Map<string, string>): Promise<string | undefined> {
  let signature: string | undefined;
  let total = 0;
  for (;;) {
    const line = await bytes.line(MAX_LINE);
    // Some clients end the trailer with a bare LF, which AWS documents in its examples.
    const [name, value] = [
      line.slice(0, line.indexOf(":")),
      line.slice(line.indexOf(":") + 1).replace(/\n$/, ""),
    ];
    if (line === "") return signature;
    total += line.length;
    if (!line.includes(":") || total > MAX_TRAILERS || into.has(name.toLowerCase())) {
      throw new S3Error(
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed.",
      );
    }
    if (name.toLowerCase() === "x-amz-trailer-signature") signature = value.trim();
    else into.set(name.toLowerCase(), value.trim());
  }
}

/**
 * Decodes an aws-chunked body and verifies its chunk signatures as it goes. Trailers are put into `trailers` before
 * the generator ends. Throws IncompleteBody, MalformedTrailerError and SignatureDoesNotMatch; what was yielded before
 * is then worthless.
 */
export async function* decodeChunked(
  source: AsyncIterable<Buffer>,
  form: ChunkedForm,
  signed: Signed,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const bytes = new ByteSource(source);
  const signatures = form.signed ? new ChunkSignatures(signed) : undefined;
  for (;;) {
    const header = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(
      await bytes.line(MAX_LINE),
    );
    if (!header) throw incomplete();
    const size = Number.parseInt(header[1] ?? "", 16);
    const hash: Hash | undefined = signatures ? createHash("sha256") : undefined;
    for (let left = size; left > 0; ) {
      const part = await bytes.some(left);
      left -= part.length;
      hash?.update(part);
      yield part;
    }
    signatures?.chunk(hash?.digest("hex") ?? "", header[2]);
    if (size === 0) break;
    if ((await bytes.line(0)) !== "") throw incomplete();
  }
  if (form.trailer) {
    const signature = await readTrailers(bytes, trailers);
    signatures?.trailer(trailers, signature);
  } else if ((await bytes.line(0)) !== "") {
    throw incomplete();
  }
  await bytes.end();
}
