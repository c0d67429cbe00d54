import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** The name that the receivers' certificate is for; nobody's on the Internet (RFC 6761). */
export const RECEIVER_NAME = "hooks.test";

let made: { key: Buffer; cert: Buffer } | undefined;

/** A certificate for `RECEIVER_NAME` alone, which nobody trusts until told so. */
function certificate(): { key: Buffer; cert: Buffer } {
  if (made !== undefined) return made;
  const dir = mkdtempSync(join(tmpdir(), "athena-hooks-"));
  const [key, cert] = [join(dir, "key.pem"), join(dir, "cert.pem")];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "9"];
  const name = ["-subj", `/CN=${RECEIVER_NAME}`, "-addext", `subjectAltName=DNS:${RECEIVER_NAME}`];
  execFileSync("openssl", ["req", ...kind, ...name, "-keyout", key, "-out", cert], { stdio: "ignore" });
  made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(dir, { recursive: true });
  return made;
}

/** Trusts the receivers' certificate in this process, as `NODE_EXTRA_CA_CERTS` does for an operator's own authority. */
export function trustReceivers(): void {
  setDefaultCACertificates([...getCACertificates("default"), certificate().cert.toString()]);
}

/** What reached a receiver. */
export type Received = { headers: IncomingMessage["headers"]; body: string; path: string };
type Behaviour = (response: ServerResponse, received: Received) => void;

/** A real https server that keeps what it is sent, and answers as it is told. */
export async function webhookReceiver(options: { host?: string; port?: number } = {}) {
  const received: Received[] = [];
  const state: { answer: Behaviour } = { answer: (response) => response.writeHead(204).end() };
  const server = createServer(certificate(), (request, response) => {
    text(request)
      .then((body) => {
        const one = { headers: request.headers, body, path: request.url ?? "" };
        received.push(one);
        state.answer(response, one);
      })
      .catch(() => response.destroy());
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((ready) => server.listen(options.port ?? 0, options.host ?? "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://${RECEIVER_NAME}:${port}/hook`,
    received,
    state,
    /** The events that came, as they were written. */
    events: () => received.map(({ body }) => JSON.parse(body) as Record<string, unknown>),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
