import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export type FaultyStore = AsyncDisposable & {
  endpoint: string;
  /** Requests that have come so far. */
  readonly requests: number;
};

/**
 * A status; an answer of the store's own; or what becomes of a line: reset at once, no answer at all, or a body of which
 * only a half comes before the line is cut or stands still.
 */
export type Fault =
  | number
  | { status: number; body: string }
  | "reset"
  | "silence"
  | "cut in half"
  | "stalled in half";

/** An error as S3 writes it. */
export const s3Error = (status: number, code: string, message = "It is so.") => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

function passHalf(response: IncomingMessage, answer: ServerResponse, then: () => void): void {
  const half = Number(response.headers["content-length"] ?? 0) / 2;
  let passed = 0;
  response.on("data", (chunk: Buffer) => {
    if (passed >= half) return;
    const part = chunk.subarray(0, Math.ceil(half) - passed);
    passed += part.byteLength;
    answer.write(part, () => passed >= half && then());
  });
}

function passOn(target: URL, incoming: IncomingMessage, answer: ServerResponse, fault: Fault | null): void {
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
      if (fault === null) response.pipe(answer);
      else passHalf(response, answer, () => fault === "cut in half" && answer.destroy());
    },
  );
  onward.on("error", () => answer.destroy());
  incoming.pipe(onward);
}

/** Stands in front of the real store: passes requests on, except for those for which `fault` names one. */
export async function faultyStore(
  fault: (request: IncomingMessage) => Fault | null,
  endpoint = process.env.R2_ENDPOINT_URL ?? "",
): Promise<FaultyStore> {
  const target = new URL(endpoint);
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((incoming: IncomingMessage, answer: ServerResponse) => {
    requests += 1;
    const wrong = fault(incoming);
    if (wrong === "silence") return void incoming.resume();
    if (wrong === "reset") return void incoming.socket.resetAndDestroy();
    if (typeof wrong === "number" || (typeof wrong === "object" && wrong !== null)) {
      const { status, body } = typeof wrong === "number" ? { status: wrong, body: "" } : wrong;
      return void incoming.resume().on("end", () => answer.writeHead(status).end(body));
    }
    passOn(target, incoming, answer, wrong);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
