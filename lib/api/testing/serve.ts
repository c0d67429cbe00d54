import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { routeOf } from "#lib/api/testing/call.ts";
import { checkExchange } from "#lib/api/testing/contract.ts";

export type Served = AsyncDisposable & {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** Method, address and status of what was answered so far. */
  answered: string[];
  /** In what answers were not as the OpenAPI document has them. */
  differences: string[];
};

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, served: Served): Promise<void> {
  const method = incoming.method ?? "GET";
  const url = new URL(incoming.url ?? "/", served.url);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct))
    headers.set(name, (value ?? []).join(", "));
  const body = method === "GET" || method === "HEAD" ? null : Readable.toWeb(incoming);
  const { handler, params } = await routeOf(method, url.pathname);
  const request = new Request(url, { method, headers, body, duplex: "half" } as RequestInit);
  const response = await handler(request, { params: Promise.resolve(params) });
  const bytes = Buffer.from(await response.arrayBuffer());
  served.answered.push(`${method} ${url.pathname} ${response.status}`);
  try {
    checkExchange({ method, url, sent: {}, response, bytes });
  } catch (error) {
    served.differences.push(String(error));
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(bytes);
}

/** Serves the API's real handlers at an address, for clients that are not ours. */
export async function serveApi(): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, served).catch((error: unknown) => {
      served.differences.push(String(error));
      outgoing.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const served: Served = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered: [],
    differences: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return served;
}
