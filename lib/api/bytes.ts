import "server-only";
import { parseRange } from "#lib/api/range.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { openBytes } from "#lib/documents/access.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";

type Opened = Awaited<ReturnType<typeof openBytes>>;

/** A range asked for of another version (If-Range) is answered with the whole file of this one. */
async function open(actor: Actor, id: string, request: Request): Promise<Opened> {
  const range = parseRange(request.headers.get("range"));
  const version = request.headers.get("if-range");
  if (range === null || version === null) return openBytes(actor, id, range, request.signal);
  const whole = await openBytes(actor, id, null, request.signal);
  if (whole.etag !== version) return whole;
  await whole.stream.cancel();
  return openBytes(actor, id, range, request.signal);
}

function contentType(opened: Opened): string {
  if (!opened.inline) return "application/octet-stream";
  // Text is stored only when it is valid UTF-8.
  return opened.contentType.startsWith("text/") ? `${opened.contentType}; charset=utf-8` : opened.contentType;
}

/**
 * The bytes of a document, or the range of them that the request asks for. What is not safe to show in a browser
 * comes as an attachment of no particular type.
 * @throws {AppError} of the data layer: not_found, forbidden, invalid_range, storage_unavailable.
 */
export async function bytesResponse(actor: Actor, id: string, request: Request): Promise<Response> {
  const opened = await open(actor, id, request);
  const { range, size } = opened;
  const length = range === null ? size : range.end - range.start + 1;
  return new Response(opened.stream, {
    status: range === null ? 200 : 206,
    headers: {
      "Content-Type": contentType(opened),
      "Content-Disposition": contentDisposition(opened.inline ? "inline" : "attachment", opened.filename),
      "Content-Length": String(length),
      "Accept-Ranges": "bytes",
      ...(opened.etag === "" ? {} : { ETag: opened.etag }),
      ...(range === null ? {} : { "Content-Range": `bytes ${range.start}-${range.end}/${size}` }),
    },
  });
}
