import "server-only";
import { parseRange } from "#lib/api/range.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { openBytes } from "#lib/documents/access.ts";
import { LENGTH_HEADER } from "#lib/http/content-length.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";

type Found = Awaited<ReturnType<typeof openBytes>>;

function contentType(found: Found): string {
  if (!found.inline) return "application/octet-stream";
  // Text is stored only when it is valid UTF-8.
  return found.contentType.startsWith("text/") ? `${found.contentType}; charset=utf-8` : found.contentType;
}

/** Whether a browser asks for a page of its own, or for something in one, and no program for bytes. */
function opensPage({ headers }: Request): boolean {
  const into = headers.get("sec-fetch-dest") ?? "";
  return (
    ["document", "iframe", "frame", "embed", "object"].includes(into) ||
    (headers.get("accept") ?? "").includes("text/html")
  );
}

/** A PDF that is opened by itself goes to the browser's own viewer, which runs the scripts in it: it is kept instead. */
const shows = (found: Found, request: Request) =>
  found.inline && !(found.contentType === "application/pdf" && opensPage(request));

/**
 * The bytes of a document, or the range of them that the request asks for. What is not safe to show in a browser
 * comes as an attachment of no particular type.
 * @param number the number of an older version; the current one when not given.
 * @throws {AppError} of the data layer: not_found, forbidden, invalid_range, storage_unavailable.
 */
export async function bytesResponse(
  actor: Actor,
  id: string,
  request: Request,
  number?: number,
): Promise<Response> {
  const headOnly = request.method === "HEAD";
  const found = await openBytes(actor, id, parseRange(request.headers.get("range")), {
    number,
    version: request.headers.get("if-range"),
    headOnly,
    signal: request.signal,
  });
  const { range, size } = found;
  const length = range === null ? size : range.end - range.start + 1;
  return new Response(headOnly ? null : await found.open(), {
    status: range === null ? 200 : 206,
    headers: {
      "Content-Type": contentType(found),
      "Content-Disposition": contentDisposition(
        shows(found, request) ? "inline" : "attachment",
        found.filename,
      ),
      [LENGTH_HEADER]: String(length),
      "Accept-Ranges": "bytes",
      // A range of compressed text would be no range of the file.
      "Cache-Control": "no-store, no-transform",
      ETag: found.etag,
      ...(range === null ? {} : { "Content-Range": `bytes ${range.start}-${range.end}/${size}` }),
    },
  });
}
