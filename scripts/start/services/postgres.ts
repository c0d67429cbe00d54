import path from "node:path";
import { PostgresError } from "#embedded/postgres/errors.ts";
import { type RunningPostgres, startPostgres } from "#embedded/postgres/start.ts";
import { StartFailure } from "../failure.ts";
import { capInPlace } from "../log-file.ts";
import type { Part } from "../supervisor.ts";

const CAP_EVERY_MS = 60_000;

/** The embedded PostgreSQL; it comes back on the port it had. `onUp` gets its addresses. */
export function postgresPart(dataDir: string, onUp: (server: RunningPostgres) => void): Part {
  const logFile = path.join(dataDir, "logs", "postgres.log");
  let port: number | undefined;
  return {
    name: "database",
    graceMs: 2_000,
    start: async () => {
      capInPlace(logFile);
      try {
        const server = await startPostgres({
          dataDir: path.join(dataDir, "postgres"),
          logFile,
          ...(port === undefined ? {} : { port }),
        });
        port = server.port;
        onUp(server);
        const timer = setInterval(() => capInPlace(logFile), CAP_EVERY_MS);
        timer.unref();
        return {
          onEnd: (callback) => {
            server.onEnd(() => {
              clearInterval(timer);
              callback(`process ${server.pid} is gone`);
            });
          },
          stop: server.stop,
        };
      } catch (error) {
        if (error instanceof PostgresError) throw new StartFailure(error.message, error.detail);
        throw error;
      }
    },
  };
}
