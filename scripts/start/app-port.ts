import { createServer } from "node:net";
import { StartFailure } from "./failure.ts";

const USUAL_PORT = 3000;
const TRIES = 50;

function listenError(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * The port the app gets: the one asked for or none; where none was asked for, 3000 or the next free one.
 * @throws {StartFailure} where the port asked for is taken, or the host is no address of this machine
 */
export async function chooseAppPort(
  asked: number | null,
  host: string,
): Promise<{ port: number; note: string | null }> {
  const first = asked ?? USUAL_PORT;
  for (let port = first; port < first + TRIES; port++) {
    const code = await listenError(port, host);
    if (code === null) {
      const note = port === first ? null : `Port ${first} is taken by another program; using ${port}.`;
      return { port, note };
    }
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EINVAL") {
      throw new StartFailure(`--host ${host} is not an address of this machine.`);
    }
    if (asked !== null && code === "EACCES") {
      throw new StartFailure(`Port ${asked} needs an account with more rights: choose one above 1023.`);
    }
    if (asked !== null) {
      throw new StartFailure(`Port ${asked} is taken by another program: end that, or choose another port.`);
    }
  }
  throw new StartFailure(`No port from ${first} to ${first + TRIES - 1} is free: choose one with --port.`);
}
