import { request } from "node:http";
import { graceOf } from "../child-environment.ts";
import type { Command } from "../options.ts";
import type { Parts } from "../parts.ts";
import { inProject } from "../project.ts";
import { reasonOf } from "../run-step.ts";
import type { Part } from "../supervisor.ts";
import { asRunning, untilReady } from "./node-part.ts";

const READY_TIMEOUT_MS = 90_000;

/** Whether the app answers at all; what it says of itself is for /api/ready to tell. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host, port, path: "/api/health", timeout: 10_000, agent: false }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 500);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(false));
    asked.end();
  });
}

/** The address of this machine at which a server that listens on `host` answers. */
function askable(host: string): string {
  return host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
}

/** The web app: Next's production server, or its development server. */
export function appPart(
  parts: Parts,
  command: Command,
  listen: { host: string; port: number },
  env: NodeJS.ProcessEnv,
): Part {
  return {
    name: "app",
    graceMs: graceOf(env),
    start: async (signal) => {
      const errors: string[] = [];
      const child = parts.spawn(
        "app",
        {
          args: [
            inProject("node_modules", "next", "dist", "bin", "next"),
            command,
            "-H",
            listen.host,
            "-p",
            String(listen.port),
          ],
          env,
          onLine: (line, stream) => {
            if (stream === "stderr" && errors.length < 50) errors.push(line);
          },
        },
        command === "dev" ? "everything" : "important",
      );
      const why = (how: string) =>
        `The app did not start: ${reasonOf(errors) || how} (more in ${parts.log("app").file})`;
      await untilReady(
        child,
        () => answers(askable(listen.host), listen.port),
        signal,
        READY_TIMEOUT_MS,
        why,
      );
      return asRunning(child);
    },
  };
}
