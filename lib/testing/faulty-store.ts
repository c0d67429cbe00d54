import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type FaultyStore = AsyncDisposable & { endpoint: string };

/**
 * Stands in front of the real store: passes requests on, except those for which `fault` names a status, which are
 * answered with it at once.
 */
export async function faultyStore(
  fault: (request: IncomingMessage) => number | null,
  endpoint = process.env.R2_ENDPOINT_URL ?? "",
): Promise<FaultyStore> {
  const target = new URL(endpoint);
  const server = createServer((incoming: IncomingMessage, answer: ServerResponse) => {
    const status = fault(incoming);
    if (status !== null) {
      incoming.resume().on("end", () => answer.writeHead(status).end());
      return;
    }
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
