import { graceOf } from "../child-environment.ts";
import type { Command } from "../options.ts";
import type { Parts } from "../parts.ts";
import type { Part } from "../supervisor.ts";
import { asRunning } from "./node-part.ts";

/** The process that does the jobs; while developing it starts again when its files change. */
export function workerPart(parts: Parts, command: Command, env: NodeJS.ProcessEnv): Part {
  return {
    name: "worker",
    graceMs: graceOf(env),
    start: async () => {
      const watch = command === "dev" ? ["--watch", "--watch-preserve-output"] : [];
      const args = [...watch, "--conditions=react-server", "worker/main.ts"];
      return asRunning(parts.spawn("worker", { args, env }, "important"));
    },
  };
}
