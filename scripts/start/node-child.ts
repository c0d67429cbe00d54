import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { type ChildRegistry, killGroup } from "./child-registry.ts";
import type { LogFile } from "./log-file.ts";
import { inProject, PROJECT_ROOT } from "./project.ts";

export type NodeChildOptions = {
  /** Node's own flags, the script and its arguments. Never a secret: everyone on the machine can read them. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  log: LogFile;
  /** Whether what it prints is for us alone and must not stand in the log. */
  printsSecret?: boolean;
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
};

/** How a process ended: its exit code, or the signal that ended it. */
export type HowEnded = { code: number | null; signal: NodeJS.Signals | null };

export type NodeChild = {
  pid: number;
  ended: Promise<HowEnded>;
  /** Asks it to end, and ends it with all it started where it has not after `graceMs`. */
  stop: (graceMs: number) => Promise<void>;
};

/** "exit code 1" or "SIGKILL". */
export function describeEnd({ code, signal }: HowEnded): string {
  return signal ?? `exit code ${code}`;
}

/**
 * Starts a script in a process group of its own, so that a Ctrl-C in the terminal reaches us alone and we end
 * the parts in order; it ends by itself when we are killed.
 */
export function spawnNode(registry: ChildRegistry, options: NodeChildOptions): NodeChild {
  const watch = pathToFileURL(inProject("scripts", "start", "watch-parent.mjs")).href;
  const child = spawn(process.execPath, ["--import", watch, ...options.args], {
    cwd: PROJECT_ROOT,
    env: { ...options.env, ATHENA_SUPERVISOR_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) {
    // Node tells why by an event that nobody would hear; there is no process to end.
    child.on("error", () => {});
    throw new Error(`${process.execPath} cannot be started.`);
  }
  registry.add(pid);
  for (const stream of ["stdout", "stderr"] as const) {
    createInterface({ input: child[stream] }).on("line", (line) => {
      if (stream === "stderr" || !options.printsSecret) options.log.write(`${line}\n`);
      options.onLine?.(line, stream);
    });
  }
  const ended = new Promise<HowEnded>((resolve) => {
    child.once("exit", (code, signal) => {
      killGroup(pid);
      registry.remove(pid);
      // The last lines may still be in the pipe; a stray grandchild that holds it must not hold us.
      const settle = () => resolve({ code, signal });
      child.once("close", settle);
      setTimeout(settle, 300).unref();
    });
  });
  return {
    pid,
    ended,
    stop: async (graceMs) => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => killGroup(pid), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
