import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { errorCode, toS3Error } from "#embedded/object-store/errors.ts";
import { type Exchange, openExchange } from "#embedded/object-store/exchange.ts";
import { sendError } from "#embedded/object-store/respond.ts";

/** A supervisor can wait for this path without credentials; no bucket can be called "-". */
const HEALTH_PATH = "/-/health";
const MAX_HEADER_BYTES = 32 * 1024;
const HEADERS_MS = 20_000;
/** Nothing sent or received for so long ends a connection. */
const IDLE_MS = 120_000;
const MAX_CONNECTIONS = 1024;

/** One line of the log. Keys hold the names of people's files, so only their first folder is told. */
function logLine(req: IncomingMessage, res: ServerResponse, requestId: string, started: number): string {
  const path = (req.url ?? "").split("?", 1)[0] ?? "";
  const [, bucket = "", folder, more] = path.split("/", 4);
  const shown = `/${bucket}${more !== undefined ? `/${folder}/...` : folder ? "/..." : ""}`.slice(0, 120);
  const method = (req.method ?? "").slice(0, 10);
  return `${method} ${shown} ${res.statusCode} ${Math.round(performance.now() - started)}ms ${requestId}`;
}

function health(res: ServerResponse): void {
  const body = '{"name":"athena-object-store","status":"ok"}';
  res.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
  });
  res.end(body);
}

/** The client is gone: there is nobody to answer, and nothing went wrong here. */
const isAbort = (error: unknown) =>
  ["ECONNRESET", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE", "ERR_STREAM_DESTROYED"].includes(
    errorCode(error) ?? "",
  );

/** The request being answered on a connection. */
const current = new WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>();

function refuseMalformed(error: Error, socket: Duplex): void {
  const busy = current.get(socket);
  // Garbage behind a whole request must not be answered in its place: the client would take it for its outcome.
  if (busy?.req.complete && !busy.res.writableFinished) {
    busy.res.once("close", () => socket.destroy());
    return;
  }
  if (busy?.res.headersSent && !busy.res.writableFinished) {
    socket.destroy();
    return;
  }
  if (!socket.writable || errorCode(error) === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const code = errorCode(error);
  const status =
    code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>BadRequest</Code><Message>The request could not be read.</Message></Error>';
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

/**
 * An HTTP server that has `answer` serve each request. Slow or malformed requests end their own connection and nothing
 * else. `log` gets one line a request, without its query.
 */
export function createObjectServer(
  answer: (exchange: Exchange) => Promise<void>,
  log: (line: string) => void,
): Server {
  const serve = async (req: IncomingMessage, res: ServerResponse, expectsContinue: boolean) => {
    const started = performance.now();
    current.set(req.socket, { req, res });
    const requestId = randomBytes(8).toString("hex").toUpperCase();
    if (req.url === HEALTH_PATH && req.method === "GET") return health(res);
    res.on("close", () => log(logLine(req, res, requestId, started)));
    res.setHeader("Server", "athena-object-store");
    res.setHeader("x-amz-request-id", requestId);
    // Failures of the connection surface where it is read or written; without a listener they would end the process.
    req.on("error", () => undefined);
    res.on("error", () => undefined);
    let waiting = expectsContinue;
    try {
      const exchange = openExchange(req, res, requestId, expectsContinue);
      try {
        await answer(exchange);
      } finally {
        waiting = exchange.expectsContinue;
      }
    } catch (error) {
      if (isAbort(error) || res.destroyed) {
        res.destroy();
        return;
      }
      const refusal = toS3Error(error);
      if (refusal.status >= 500 && refusal.status !== 501) {
        log(`${requestId} ${refusal.code}: ${error instanceof Error ? error.message : "unknown"}`);
      }
      await sendError(req, res, requestId, refusal, waiting);
    }
  };
  const start = (expectsContinue: boolean) => (req: IncomingMessage, res: ServerResponse) => {
    serve(req, res, expectsContinue).catch(() => res.destroy());
  };
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_MS,
    // A large upload over a slow line takes as long as it takes; only silence ends it.
    requestTimeout: 0,
    connectionsCheckingInterval: 5000,
    keepAliveTimeout: 65_000,
  });
  server.maxHeadersCount = 0;
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_MS);
  server.on("request", start(false));
  server.on("checkContinue", start(true));
  server.on("clientError", refuseMalformed);
  return server;
}
