import type { IncomingMessage, ServerResponse } from "node:http";
import { beforeHead } from "#lib/http/write-head.ts";

/** The header in which a handler says how many bytes its answer has. */
export const LENGTH_HEADER = "x-athena-content-length";

/**
 * Lets the answer say how long it is, where its handler does. Next takes `Content-Length` away from what a handler
 * answers, and sends chunks: then nobody sees how far a transfer is, and HEAD does not tell a file's size.
 */
export function tellContentLength(_request: IncomingMessage, response: ServerResponse): void {
  beforeHead(response, () => {
    const length = response.getHeader(LENGTH_HEADER);
    if (length === undefined) return;
    response.removeHeader(LENGTH_HEADER);
    response.setHeader("Content-Length", length);
  });
}
