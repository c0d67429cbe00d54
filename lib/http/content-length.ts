import type { IncomingMessage, ServerResponse } from "node:http";

/** The header in which a handler says how many bytes its answer has. */
export const LENGTH_HEADER = "x-athena-content-length";

/**
 * Lets the answer say how long it is, where its handler does. Next takes `Content-Length` away from what a handler
 * answers, and sends chunks: then nobody sees how far a transfer is, and HEAD does not tell a file's size.
 */
export function tellContentLength(_request: IncomingMessage, response: ServerResponse): void {
  // Called below with the answer it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const writeHead = response.writeHead as (this: ServerResponse, ...args: unknown[]) => ServerResponse;
  response.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    const length = this.getHeader(LENGTH_HEADER);
    if (length !== undefined) {
      this.removeHeader(LENGTH_HEADER);
      this.setHeader("Content-Length", length);
    }
    return writeHead.apply(this, args);
  };
}
