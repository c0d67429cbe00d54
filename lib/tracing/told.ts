import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/** Our own attribute: the id under which the request stands in the log and in its answer's `X-Request-Id`. */
export const REQUEST_ID = "athena.request_id";

/** What leaves the house. Next also notes addresses with their queries: one-time tokens, what people search, signed URLs. */
const TOLD = new Set([
  REQUEST_ID,
  "error.type",
  "http.method",
  "http.route",
  "http.status_code",
  "net.peer.name",
  "next.route",
  "next.rsc",
  "next.span_type",
]);

function only(attributes: Attributes, names: ReadonlySet<string>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.has(name)));
}

/** A span's name without the address in it that something was fetched from, and without any query. */
export function toldName(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => !word.includes("://"))
    .map((word) => word.replace(/[?#].*$/, ""))
    .join(" ");
}

/**
 * A span as it may be told to whoever collects them: where, how long, what came of it, and of errors their kind alone,
 * for their words name files and people.
 */
export function told(span: ReadableSpan): ReadableSpan {
  const { kind, parentSpanContext, startTime, endTime, duration, ended, resource, instrumentationScope } =
    span;
  return {
    name: toldName(span.name),
    kind,
    spanContext: () => span.spanContext(),
    ...(parentSpanContext && { parentSpanContext }),
    startTime,
    endTime,
    duration,
    ended,
    resource,
    instrumentationScope,
    status: { code: span.status.code },
    attributes: only(span.attributes, TOLD),
    events: [],
    links: [],
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
