import { S3Error } from "#embedded/object-store/errors.ts";

/** S3: everything before the file's bytes, in bytes. */
const MAX_FIELDS = 20_480;
const MAX_PART_HEADERS = 4096;
/** Behind the file: fields S3 ignores, and the closing boundary. */
const MAX_TAIL = 64 * 1024;

const malformed = () =>
  new S3Error(
    "MalformedPOSTRequest",
    "The body of your POST request is not well-formed multipart/form-data.",
  );

const tooLarge = () =>
  new S3Error(
    "MaxPostPreDataLengthExceeded",
    "Your POST request fields preceding the upload file were too large.",
  );

/** A form whose fields have been read and whose file is about to be. */
export interface UploadForm {
  /** By lower-case name. */
  readonly fields: Map<string, string>;
  /** As the browser named it. */
  readonly filename: string;
  /** The file's bytes; throws MalformedPOSTRequest when the form ends without its closing boundary. */
  readonly file: AsyncIterable<Buffer>;
}

/** The boundary of a multipart/form-data Content-Type (RFC 2046, 5.1.1), or undefined for another type. */
export function formBoundary(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(
    contentType ?? "",
  );
  return match?.[1] ?? match?.[2];
}

/** Length of the longest end of `data` that could be the start of `pattern`. */
function partialEnd(data: Buffer, pattern: Buffer): number {
  for (let at = Math.max(data.length - pattern.length + 1, 0); at < data.length; at++) {
    at = data.indexOf(13, at);
    if (at < 0) return 0;
    if (pattern.subarray(0, data.length - at).equals(data.subarray(at))) return data.length - at;
  }
  return 0;
}

class FormReader {
  readonly #source: AsyncIterator<Buffer>;
  readonly #delimiter: Buffer;
  // The first boundary has no line break before it (RFC 2046): this one makes it like the others.
  #rest: Buffer = Buffer.from("\r\n");

  constructor(source: AsyncIterable<Buffer>, boundary: string) {
    this.#source = source[Symbol.asyncIterator]();
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw malformed();
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
  }

  /** Everything up to `mark`, which is consumed; throws `refusal` beyond `max` bytes. */
  async #until(mark: Buffer, max: number, refusal: () => S3Error): Promise<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(mark);
      if (at > max || (at < 0 && this.#rest.length > max + mark.length)) throw refusal();
      if (at >= 0) {
        const found = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + mark.length);
        return found;
      }
      await this.#more();
    }
  }

  value(max: number): Promise<Buffer> {
    return this.#until(this.#delimiter, max, tooLarge);
  }

  /** The next part's headers; undefined behind the closing boundary. */
  async headers(): Promise<{ name: string; filename: string } | undefined> {
    while (this.#rest.length < 2) await this.#more();
    if (this.#rest.toString("latin1", 0, 2) === "--") return undefined;
    if (!/^[ \t]*$/.test((await this.#until(Buffer.from("\r\n"), 100, malformed)).toString("latin1")))
      throw malformed();
    const text = (await this.#until(Buffer.from("\r\n\r\n"), MAX_PART_HEADERS, malformed)).toString("utf8");
    const line = text.split("\r\n").find((header) => /^content-disposition\s*:/i.test(header));
    const name = /;\s*name="([^"]*)"/i.exec(line ?? "")?.[1] ?? /;\s*name=([^\s;"]+)/i.exec(line ?? "")?.[1];
    if (name === undefined) throw malformed();
    return { name, filename: /;\s*filename="([^"]*)"/i.exec(line ?? "")?.[1] ?? "" };
  }

  /** The bytes up to the next boundary, without copying them; the rest of the form is read and dropped. */
  async *file(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(this.#delimiter);
      const held = at >= 0 ? 0 : partialEnd(this.#rest, this.#delimiter);
      const part = this.#rest.subarray(0, at >= 0 ? at : this.#rest.length - held);
      this.#rest = this.#rest.subarray(at >= 0 ? at + this.#delimiter.length : part.length);
      if (part.length > 0) yield part;
      if (at >= 0) break;
      await this.#more();
    }
    let tail = this.#rest.length;
    for (let next = await this.#source.next(); !next.done; next = await this.#source.next()) {
      tail += next.value.length;
      if (tail > MAX_TAIL) throw malformed();
    }
  }
}

/**
 * Reads a form up to its `file` field, which ends the fields that count (S3, "POST Object": fields behind it are
 * ignored). Throws MalformedPOSTRequest, MaxPostPreDataLengthExceeded, and InvalidArgument for a repeated field or
 * a missing file.
 */
export async function readForm(source: AsyncIterable<Buffer>, boundary: string): Promise<UploadForm> {
  const reader = new FormReader(source, boundary);
  const fields = new Map<string, string>();
  let left = MAX_FIELDS;
  await reader.value(left);
  for (;;) {
    const part = await reader.headers();
    if (!part) throw new S3Error("InvalidArgument", "POST requires exactly one file upload per request.");
    const name = part.name.toLowerCase();
    if (name === "file") return { fields, filename: part.filename, file: reader.file() };
    const value = await reader.value(left);
    left -= value.length + name.length;
    if (left < 0) throw tooLarge();
    if (fields.has(name)) throw new S3Error("InvalidArgument", "A form field may be given only once.");
    fields.set(name, value.toString("utf8"));
  }
}
