import type { IncomingMessage, ServerResponse } from "node:http";
import type { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import { tag } from "#embedded/object-store/xml.ts";

/** A refused upload is read on for this much and this long, so that its sender gets to see the refusal. */
const DRAIN_BYTES = 1024 ** 3;
const DRAIN_MS = 60_000;

/** Answers an XML document with 200, or another status. */
export function sendXml(exchange: Exchange, document: string, status = 200): void {
  const body = Buffer.from(document);
  exchange.res.writeHead(status, { "Content-Type": "application/xml", "Content-Length": body.length });
  exchange.res.end(body);
}

/** Answers a status without a body. */
export function sendEmpty(exchange: Exchange, status: number, headers: Record<string, string> = {}): void {
  exchange.res.writeHead(
    status,
    status === 204 || status === 304 ? headers : { ...headers, "Content-Length": "0" },
  );
  exchange.res.end();
}

/**
 * Reads and drops what is left of a request. A browser shows "network error" instead of the status when the
 * connection is cut while it still sends.
 */
async function drain(req: IncomingMessage): Promise<void> {
  if (req.complete || req.destroyed) return;
  await new Promise<void>((resolve) => {
    let left = DRAIN_BYTES;
    const timer = setTimeout(resolve, DRAIN_MS);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    // A reader that gave up in the middle still listens, and would hold the stream back.
    req.removeAllListeners("readable");
    req.on("data", (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    });
    req.once("end", done).once("close", done).once("error", done);
    // Node notices on the next tick that nobody listens for "readable" any more.
    setImmediate(() => req.resume());
  });
}

/** Answered instead of what an operation may have set before it failed. */
const NOT_ON_ERRORS = [
  "ETag",
  "Last-Modified",
  "Content-Disposition",
  "Content-Encoding",
  "Cache-Control",
  "Accept-Ranges",
];

/**
 * Answers an S3 error document. Where the request's body was not read, the whole answer is sent first, then the body
 * is drained within limits, then the connection is closed. A client that waits for "100 Continue" sends no body.
 */
export async function sendError(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  error: S3Error,
  expectsContinue: boolean,
): Promise<void> {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const path = (req.url ?? "").split("?", 1)[0] ?? "";
  const body = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${tag("Code", error.code)}${tag("Message", error.message)}` +
      `${tag("Resource", path)}${tag("RequestId", requestId)}</Error>`,
  );
  const hasBody =
    req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) !== 0;
  const unread = hasBody && !req.complete;
  for (const name of NOT_ON_ERRORS) res.removeHeader(name);
  res.writeHead(error.status, {
    ...error.headers,
    "Content-Type": "application/xml",
    "Content-Length": body.length,
    ...(unread ? { Connection: "close" } : {}),
  });
  if (req.method === "HEAD") res.flushHeaders();
  else res.write(body);
  if (unread && !expectsContinue) await drain(req);
  res.end();
}
