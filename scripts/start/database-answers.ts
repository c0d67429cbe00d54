import { connect } from "node:net";
import { StartFailure } from "./failure.ts";

const TIMEOUT_MS = 10_000;
/** "May this be encrypted?", which every PostgreSQL server and pooler answers with one letter before all else. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Makes sure that something at a database's address speaks PostgreSQL: behind a firewall or a proxy a connection
 * can be taken and never answered, and a client would wait for ever. What else may be wrong is left to the client.
 * @throws {StartFailure} in one line, without user or password
 */
export async function requireAnswer(databaseUrl: string, timeoutMs = TIMEOUT_MS): Promise<void> {
  const url = URL.parse(databaseUrl);
  // Without a host it is a socket in a folder, or a list of hosts: the client knows these.
  if (url === null || url.hostname === "") return;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: Number(url.port || 5432) });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (how: string) => reject(new StartFailure(`DATABASE_URL: the database at ${url.host} ${how}.`));
  const timer = setTimeout(() => fail(`does not answer within ${timeoutMs / 1000} s`), timeoutMs);
  socket.once("connect", () => socket.write(SSL_REQUEST));
  socket.once("data", (data) =>
    /^[SNE]/.test(data.toString("latin1")) ? resolve() : fail("is no PostgreSQL"),
  );
  socket.once("error", () => resolve());
  socket.once("close", () => resolve());
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
