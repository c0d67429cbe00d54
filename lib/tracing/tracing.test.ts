import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logContext } from "#lib/log-context.ts";
import { flushTraces } from "#lib/tracing/flush.ts";
import { forgetForeignTrace } from "#lib/tracing/foreign.ts";
import { startTracing } from "#lib/tracing/start.ts";
import { toldName } from "#lib/tracing/told.ts";

type Sent = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  status: { code: number };
};

const SIGNED = "https://bucket.example.org/schools/7/ana.pdf?X-Amz-Signature=5ec2e7";
const received: { path: string | undefined; type: string | undefined; body: string }[] = [];
let collector: Server;

function spans(): Sent[] {
  type Body = { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] };
  return received.flatMap(({ body }) =>
    (JSON.parse(body) as Body).resourceSpans.flatMap((of) => of.scopeSpans.flatMap((scope) => scope.spans)),
  );
}

beforeAll(async () => {
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url, type: request.headers["content-type"], body });
      response.setHeader("content-type", "application/json").end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = `http://127.0.0.1:${port}`;
  startTracing();
});

afterAll(async () => {
  delete process.env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
});

test("a collector gets a request's spans in their order, with its id, and no address, query or words of an error", async () => {
  const tracer = trace.getTracer("next.js", "0.0.1");
  const asked = "/reset?token=0ne-t1me&q=Ana";
  // As Next makes them (base-server, patch-fetch, tracer).
  await logContext().run({ requestId: "request-0123" }, () =>
    tracer.startActiveSpan(
      "GET",
      { kind: SpanKind.SERVER, attributes: { "http.method": "GET", "http.target": asked } },
      async (request) => {
        await Promise.resolve();
        const attributes = { "http.url": SIGNED, "net.peer.name": "bucket.example.org" };
        tracer.startActiveSpan(`fetch GET ${SIGNED}`, { kind: SpanKind.CLIENT, attributes }, (fetched) => {
          fetched.recordException(new Error(`no answer of ${SIGNED}`));
          fetched.setStatus({ code: SpanStatusCode.ERROR, message: `no answer of ${SIGNED}` });
          fetched.end();
        });
        request.setAttributes({ "http.route": "/reset", "http.status_code": 200, "next.span_name": asked });
        request.updateName(`GET ${asked}`);
        request.end();
      },
    ),
  );
  await flushTraces();

  expect(received.map(({ path }) => path)).toEqual(["/v1/traces"]);
  const [fetched, request] = spans();
  expect(request).toMatchObject({ name: "GET /reset", status: { code: SpanStatusCode.UNSET } });
  expect(fetched).toMatchObject({ name: "fetch GET", status: { code: SpanStatusCode.ERROR } });
  expect(fetched?.traceId).toBe(request?.traceId);
  expect(fetched?.parentSpanId).toBe(request?.spanId);
  const said = received.map(({ body }) => body).join("");
  for (const kept of ["athena-docs", "request-0123", "bucket.example.org", "/reset"])
    expect(said).toContain(kept);
  for (const secret of ["0ne-t1me", "Ana", "ana.pdf", "5ec2e7", "no answer"])
    expect(said).not.toContain(secret);
});

test("no query and no whole address is left in a span's name", () => {
  const piece = fc.stringMatching(/^[\w%&=+.-]{1,12}$/);
  fc.assert(
    fc.property(piece, piece, (path, secret) => {
      expect(toldName(`GET /${path}?token=${secret}`)).toBe(`GET /${path}`);
      expect(toldName(`fetch GET https://${path}/x?sig=${secret}`)).toBe("fetch GET");
    }),
  );
});

test("which trace a stranger's request says it belongs to is forgotten", () => {
  const headers = {
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    tracestate: "a=b",
    host: "x",
  };
  forgetForeignTrace(headers);
  expect(headers).toEqual({ host: "x" });
});
