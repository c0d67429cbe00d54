import "server-only";
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { ExportResultCode, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import { log } from "#lib/log.ts";
import { logContext } from "#lib/log-context.ts";
import { keepForFlush } from "#lib/tracing/flush.ts";
import { REQUEST_ID, told } from "#lib/tracing/told.ts";

/** Sends what may be told, by OTLP over HTTP. The exporter reads OTEL_EXPORTER_OTLP_* itself: address, headers, time. */
function discreetExporter(): SpanExporter {
  const exporter = new OTLPTraceExporter();
  return {
    export: (spans, done) =>
      exporter.export(spans.map(told), (result) => {
        if (result.code === ExportResultCode.FAILED)
          log.warn({ err: result.error }, "traces could not be sent");
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

/**
 * Has Next's spans of requests sent to `OTEL_EXPORTER_OTLP_ENDPOINT`. Loaded only where that is set: without it no span
 * is made at all.
 */
export function startTracing(): void {
  const service = process.env.OTEL_SERVICE_NAME?.trim() || "athena-docs";
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [
      {
        onStart: (span) => {
          const about = logContext().getStore();
          if (about !== undefined && "requestId" in about) span.setAttribute(REQUEST_ID, about.requestId);
        },
        onEnd: () => undefined,
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
      new BatchSpanProcessor({ exporter: discreetExporter() }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  keepForFlush(provider);
}
