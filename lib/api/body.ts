import { ApiError } from "#lib/api/codes.ts";

/** Most bytes of a JSON body: 1 MiB. */
export const MAX_JSON_BYTES = 1024 * 1024;

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

async function readAtMost(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted while it arrives: a Content-Length may be absent or a lie. Leaving the loop cancels the stream.
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw new ApiError("body_too_large");
    chunks.push(chunk);
  }
  return chunks;
}

function parse(chunks: Uint8Array[]): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    throw new ApiError("invalid_request", { detail: "The body is not valid JSON in UTF-8.", cause });
  }
}

/**
 * Reads a JSON body of at most `MAX_JSON_BYTES`; no body at all is `undefined`.
 * @throws {ApiError} unsupported_media_type, body_too_large or invalid_request.
 */
export async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_JSON_BYTES)
    throw new ApiError("body_too_large");
  const chunks = request.body === null ? [] : await readAtMost(request.body, MAX_JSON_BYTES);
  if (chunks.every((chunk) => chunk.byteLength === 0)) return undefined;
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity" || !JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    throw new ApiError("unsupported_media_type", { detail: "Send the body as application/json in UTF-8." });
  }
  return parse(chunks);
}
