import { S3Error } from "#embedded/object-store/errors.ts";

/** Inclusive, in bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Resolves a Range header against an object's size (RFC 9110, 14.1.2). Undefined means the whole object: no header,
 * one that is not understood, or several ranges, which S3 does not serve.
 * Throws InvalidRange (416) when no byte of it exists.
 */
export function resolveRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = header === undefined ? null : /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header);
  if (!match) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) {
    throw new S3Error("InvalidRange", "The requested range is not satisfiable.", {
      "Content-Range": `bytes */${size}`,
    });
  }
  return { start, end };
}
