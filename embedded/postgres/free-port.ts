import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the range that systems take for outgoing connections, so that a remembered port stays free. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;

/** Whether a port can be listened on at an address now. */
export function portIsFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that is free now: `preferred` where it is, else any. */
export async function freePort(preferred: number | null, host = "127.0.0.1"): Promise<number> {
  if (preferred !== null && (await portIsFree(preferred, host))) return preferred;
  for (let tries = 0; tries < 200; tries++) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await portIsFree(port, host)) return port;
  }
  throw new Error(`No free port was found at ${host}.`);
}
