import type { IncomingMessage, ServerResponse } from "node:http";
import { S3Error } from "#embedded/object-store/errors.ts";
import { parseTarget, type Target } from "#embedded/object-store/target.ts";

/** One request and its answer, as every operation sees it. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly requestId: string;
  readonly method: string;
  readonly target: Target;
  /** By lower-case name. Values hold the wire's bytes as latin1. A presigned query's x-amz-* join after the check. */
  readonly headers: Map<string, string>;
  /** The client waits for "100 Continue" before it sends its body. */
  expectsContinue: boolean;
}

/** Headers the store acts on: of two values only one could be acted on, while the signature covers both. */
const SINGLE = /^(host|authorization|origin|range|transfer-encoding|date|content-.*|if-.*|x-amz-.*)$/;

/** Reads the first line and headers of a request. Throws InvalidURI, and InvalidRequest for a repeated header. */
export function openExchange(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  expectsContinue: boolean,
): Exchange {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const name = (req.rawHeaders[i] ?? "").toLowerCase();
    const value = req.rawHeaders[i + 1] ?? "";
    const before = headers.get(name);
    if (before !== undefined && SINGLE.test(name)) {
      throw new S3Error("InvalidRequest", `The header ${name} may be given only once.`);
    }
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  const target = parseTarget(req.url ?? "");
  return { req, res, requestId, method: req.method ?? "", target, headers, expectsContinue };
}
