import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";

export type FaultyStore = AsyncDisposable & {
  endpoint: string;
  /** Requests that have come so far. */
  readonly requests: number;
  /** Drops every connection in the middle of what it carries; new ones are taken. */
  drop(): void;
};

/** What is answered in the store's place. */
export type Told = { status: number; body: string; headers?: Record<string, string> };

/**
 * A status; an answer of the store's own; or what becomes of a line: reset at once, no answer at all, or a body of which
 * only a half comes before the line is cut or stands still.
 */
export type Fault =
  | number
  | Told
  | "reset"
  | "silence"
  | "cut in half"
  | "stalled in half"
  /** Half of what is sent arrives, then the line is cut. */
  | "sent in half"
  /** The store does what it is asked, and nobody hears of it. */
  | "answer lost"
  /** The store does what it is asked, and something else is told of it. */
  | { instead: Told }
  /** Bytes a second, both ways. */
  | { pace: number }
  /** Goes on after this promise. */
  | { after: Promise<unknown> };

/** An error as S3 writes it. */
export const s3Error = (status: number, code: string, message = "It is so.") => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

function passHalf(from: IncomingMessage, to: Writable, then: () => void): void {
  const half = Number(from.headers["content-length"] ?? 0) / 2;
  let passed = 0;
  from.on("data", (chunk: Buffer) => {
    if (passed >= half) return;
    const part = chunk.subarray(0, Math.ceil(half) - passed);
    passed += part.byteLength;
    to.write(part, () => passed >= half && then());
  });
}

async function* slowly(from: Readable, bytesPerSecond: number): AsyncGenerator<Buffer> {
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  for await (const chunk of from as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += step) {
      const part = chunk.subarray(at, at + step);
      await delay((1000 * part.length) / bytesPerSecond);
      yield part;
    }
  }
}

/** Passes a body on at the fault's pace; whoever goes first takes the other along. */
function flow(from: Readable, to: Writable, fault: Fault | null): void {
  const paced = typeof fault === "object" && fault !== null && "pace" in fault;
  pipeline(paced ? Readable.from(slowly(from, fault.pace)) : from, to).catch(() => {
    from.destroy();
    to.destroy();
  });
}

function tell(answer: ServerResponse, { status, body, headers = {} }: Told): void {
  answer.writeHead(status, headers).end(body);
}

function answerWith(
  response: IncomingMessage,
  incoming: IncomingMessage,
  answer: ServerResponse,
  fault: Fault | null,
): void {
  if (fault === "answer lost")
    return void response.resume().on("end", () => incoming.socket.resetAndDestroy());
  if (typeof fault === "object" && fault !== null && "instead" in fault)
    return void response.resume().on("end", () => tell(answer, fault.instead));
  answer.writeHead(response.statusCode ?? 502, response.headers);
  if (fault === "cut in half" || fault === "stalled in half")
    passHalf(response, answer, () => fault === "cut in half" && answer.destroy());
  else flow(response, answer, fault);
}

function passOn(target: URL, incoming: IncomingMessage, answer: ServerResponse, fault: Fault | null): void {
  const onward = request(
    {
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      // Also the host that was signed.
      headers: incoming.headers,
      // A store that was started again has closed those that were kept.
      agent: false,
    },
    (response) => answerWith(response, incoming, answer, fault),
  );
  onward.on("error", () => answer.destroy());
  if (fault !== "sent in half") return flow(incoming, onward, fault);
  passHalf(incoming, onward, () => {
    onward.destroy();
    incoming.socket.resetAndDestroy();
  });
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
    if (typeof wrong === "number" || (typeof wrong === "object" && wrong !== null && "status" in wrong)) {
      const told = typeof wrong === "number" ? { status: wrong, body: "" } : wrong;
      return void incoming.resume().on("end", () => tell(answer, told));
    }
    if (typeof wrong === "object" && wrong !== null && "after" in wrong)
      return void wrong.after.then(() => passOn(target, incoming, answer, null));
    passOn(target, incoming, answer, wrong);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    // Cut off by the other side, or by us.
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    drop,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
