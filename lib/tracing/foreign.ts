import type { IncomingHttpHeaders } from "node:http";

/**
 * Forgets which trace a request says it belongs to: where no proxy of the operator's stands in front, anybody may have
 * written that.
 */
export function forgetForeignTrace(headers: IncomingHttpHeaders): void {
  delete headers["traceparent"];
  delete headers["tracestate"];
}
